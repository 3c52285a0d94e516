import uuid

from django.utils import timezone

from lms.core.policy import SYSTEM
from mentoring.actions import diagnostics, tools
from mentoring.tools import files

from .mentoring import EngagementFactory, mentor_of
from .people import MembershipFactory


def tool(**changes):
    """A published version of the default tool; ``changes`` make a further one."""
    if not changes:
        return tools.bring_in_default(by=SYSTEM)
    return tools.publish_tool(
        tools.draft_tool({**files.default(), **changes}, by=SYSTEM), by=SYSTEM
    )


def newer_version():
    """The next version of the default tool, published: it leaves an axis out."""
    tool()
    return tool(axes=files.default()["axes"][:-1])


def diagnostic(members=5, *, engagement=None, moment="baseline", **facts):
    """A diagnostic that scores, opened by the mentor of a cooperative with so many members (or that of an engagement)."""
    if engagement is None:
        engagement = EngagementFactory(cooperative__country="MA")
        MembershipFactory.create_batch(members, cooperative=engagement.cooperative)
    facts = {"id": uuid.uuid4(), "held_on": timezone.localdate(), "tool": tool(), **facts}
    return diagnostics.open_diagnostic(
        engagement.cooperative, moment=moment, by=mentor_of(engagement), **facts
    )


def mentor(diagnostic):
    return mentor_of(diagnostic.cooperative.engagements.get())


def levels(diagnostic, level=2, **changes):
    """The same level for each question, but for those given."""
    return {**dict.fromkeys(diagnostic.tool.questions, level), **changes}


def members(diagnostic):
    return [one.membership for one in diagnostic.invitations.order_by("pk")]


def scored(diagnostic, *given):
    """The first members score: each the level given for every question."""
    for member, level in zip(members(diagnostic), given, strict=False):
        diagnostics.give_scores(diagnostic, member, levels(diagnostic, level), by=member.person)
    return diagnostic


def closed(diagnostic):
    return diagnostics.close_scoring(diagnostic, by=SYSTEM)


def agreed(diagnostic, level=2, **changes):
    """The group has agreed on every axis; ``changes``: axis → level."""
    for axis in diagnostic.tool.axes:
        codes = [question["code"] for question in axis["questions"]]
        chosen = dict.fromkeys(codes, changes.get(axis["code"], level))
        diagnostics.agree_on_axis(
            diagnostic, axis["code"], chosen, f"Because of {axis['code']}.", by=SYSTEM
        )
    return diagnostic


def finished(diagnostic, level=2, **changes):
    """From the scoring to the end."""
    agreed(closed(diagnostic), level, **changes)
    return diagnostics.finish_diagnostic(diagnostic, by=SYSTEM)


def done(engagement, moment, level, **facts):
    return finished(diagnostic(engagement=engagement, moment=moment, **facts), level)
