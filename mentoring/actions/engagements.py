from django.db import transaction
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from lms.people.choices import Role
from lms.people.models import Cooperative
from mentoring import policy
from mentoring.models import Engagement


class NotAMentor(RuleError):
    code = "not_a_mentor"


class MentorIsMember(RuleError):
    code = "mentor_is_member"


class AlreadyOpen(RuleError):
    code = "already_open"


@transaction.atomic
def open_engagement(cooperative, mentor, programme, *, by, **plan):
    """Let a mentor accompany a cooperative. The same again returns what is open; another plan for it is refused.

    ``plan`` holds planned_sessions, starts_on and ends_on.
    """
    require(policy.can_open_engagement, by, cooperative)
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    engagement = Engagement(cooperative=cooperative, mentor=mentor, programme=programme, **plan)
    if existing := _open_already(engagement, plan):
        return existing
    if Role.MENTOR not in mentor.roles:
        raise NotAMentor(_("%(person)s is not a mentor."), person=mentor)
    if policy.is_member(mentor, cooperative.pk):
        raise MentorIsMember(
            _(
                "%(person)s is a member of %(cooperative)s. "
                "A mentor cannot accompany her own cooperative."
            ),
            person=mentor,
            cooperative=cooperative,
        )
    engagement.full_clean()
    engagement.save()
    return engagement


@transaction.atomic
def close_engagement(engagement, *, by):
    """No more sessions after this; what was recorded stays. Closing twice changes nothing."""
    require(policy.can_close_engagement, by, engagement)
    engagement = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if engagement.is_active:
        move(engagement, Engagement.Status.CLOSED)
    return engagement


def _open_already(engagement, plan):
    existing = (
        Engagement.objects.active()
        .filter(
            cooperative=engagement.cooperative,
            mentor=engagement.mentor,
            programme=engagement.programme,
        )
        .first()
    )
    if existing and any(getattr(existing, name) != value for name, value in plan.items()):
        raise AlreadyOpen(
            _("%(mentor)s already accompanies %(cooperative)s in this programme."),
            mentor=existing.mentor,
            cooperative=existing.cooperative,
        )
    return existing
