from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses import policy
from courses.models import Allowance, Enrolment
from lms.core.errors import ReasonMissing, RuleError
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify


class NothingAllowed(RuleError):
    """Nothing more than she has: no minutes and no tries, or of what the quiz does not limit."""

    code = "nothing_allowed"


@transaction.atomic
def allow_more(enrolment, quiz, *, minutes=0, tries=0, reason, allowance_id, by):
    """Give one learner more time or tries at a quiz than the others have. The same id again returns the first.

    The time is added to each try that she begins from now on, and to one that is under way.
    """
    require(policy.can_allow_more, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if known := enrolment.allowances.filter(pk=allowance_id).first():
        return known
    if not reason.strip():
        raise ReasonMissing(_("Say why she gets more than the others."))
    minutes, tries = minutes if quiz.time_limit else 0, tries if quiz.tries else 0
    if not minutes and not tries:
        raise NothingAllowed(_nothing_more(quiz))
    allowance = Allowance.objects.create(
        id=allowance_id,
        enrolment=enrolment,
        activity_key=quiz.key,
        minutes=minutes,
        tries=tries,
        reason=reason.strip(),
        given_by=person_or_none(by),
    )
    _lengthen(enrolment, allowance)
    notify(
        [enrolment.learner],
        "courses.more_allowed",
        subject=allowance.pk,
        params={"activity": quiz.titles, "name": str(by)},
        path=f"learn/courses/{enrolment.pk}/quizzes/{quiz.key}/",
        by=SYSTEM,
    )
    return allowance


def _nothing_more(quiz):
    if not quiz.time_limit:
        return _("This quiz limits the tries and not the time: say how many more tries.")
    if not quiz.tries:
        return _("This quiz limits the time and not the tries: say how many more minutes.")
    return _("This gives her nothing more: say how many minutes or tries.")


def _lengthen(enrolment, allowance):
    """A try under way with a time limit ends later."""
    under_way = enrolment.attempts.of_activity(allowance.activity_key).under_way()
    for attempt in under_way.exclude(ends_at=None):
        attempt.extra_minutes += allowance.minutes
        attempt.ends_at += timedelta(minutes=allowance.minutes)
        attempt.save(update_fields=["extra_minutes", "ends_at"])
