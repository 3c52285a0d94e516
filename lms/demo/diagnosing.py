"""Diagnostics of one cooperative: where it stood at the beginning, and the next one, whose scores still come in."""

from datetime import timedelta

from django.utils import timezone

from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Cooperative
from mentoring.actions import diagnostics as doing
from mentoring.actions.tools import bring_in_default

CODE = "TAMGHART"

# axis: levels of its two questions at the beginning, and why
AGREED = {
    "governance": (
        [2, 1],
        "L’assemblée a lieu chaque année, mais personne n’écrit. Le conseil ne se réunit pas.",
    ),
    "members": ([2, 2], "On nous dit ce qui est décidé. Peu d’entre nous ont lu le règlement."),
    "accounts": ([1, 1], "Nous gardons des reçus dans une boîte. Le comptable fait le reste."),
    "production": ([3, 2], "Nous pressons toutes de la même façon. La récolte nous surprend."),
    "market": (
        [2, 2],
        "Nous vendons à la foire et à deux magasins. Nos heures ne sont pas comptées.",
    ),
    "people_and_safety": (
        [2, 3],
        "Les gants sont là, pas toujours aux mains. Le partage est clair.",
    ),
    "finance": ([2, 2], "Nous mettons de côté après une bonne foire. Le compte est à la banque."),
    "digital": ([2, 0], "Un groupe de messages nous relie. Personne ne nous trouve en ligne."),
}


def load():
    tool = bring_in_default(by=SYSTEM)
    cooperative = Cooperative.objects.get(code=CODE)
    first = _opened(cooperative, tool, "baseline", days=150)
    _score(first, people=6, more=0)
    doing.close_scoring(first, by=SYSTEM)
    for axis in tool.axes:
        levels, reason = AGREED[axis["code"]]
        codes = [question["code"] for question in axis["questions"]]
        agreed = dict(zip(codes, levels, strict=True))
        doing.agree_on_axis(first, axis["code"], agreed, reason, by=SYSTEM)
    doing.finish_diagnostic(first, by=SYSTEM)
    _score(_opened(cooperative, tool, "middle", days=1), people=3, more=1)


def _opened(cooperative, tool, moment, *, days):
    return doing.open_diagnostic(
        cooperative,
        tool,
        id=new_id(),
        moment=moment,
        held_on=timezone.localdate() - timedelta(days=days),
        by=cooperative.engagements.first().assignments.accepted().first().mentor,
    )


def _score(diagnostic, *, people, more):
    """The last members score, each around what the group agreed on first; the one with the card is still asked."""
    invitations = diagnostic.invitations.order_by("-pk").select_related("membership__person")
    for person, invitation in enumerate(invitations[:people]):
        levels = {
            question["code"]: min(4, max(0, AGREED[axis["code"]][0][place] + more + person % 3 - 1))
            for axis in diagnostic.tool.axes
            for place, question in enumerate(axis["questions"])
        }
        member = invitation.membership
        doing.give_scores(diagnostic, member, levels, by=member.person)
