from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import Basis
from courses.models import Enrolment
from lms.core.errors import ReasonMissing, RuleError
from lms.core.policy import SYSTEM, person_or_none, require

from .learning import NotInThisCourse, complete


class LeftTheCohort(RuleError):
    code = "left_the_cohort"


@transaction.atomic
def recognise_prior(enrolment, activity_keys, reason, *, by):
    """Count activities as done, because she could do them before. What she has done already stays as it was.

    Answers with those that were recognised now. The course is completed when nothing else is left.
    """
    require(policy.can_recognise, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise LeftTheCohort(_("%(learner)s has left the cohort."), learner=enrolment.learner)
    if not reason.strip():
        raise ReasonMissing(_("Say how you know that she can do it already."))
    wanted = set(activity_keys)
    activities = list(enrolment.cohort.edition.activities.filter(key__in=wanted))
    if len(activities) < len(wanted):
        raise NotInThisCourse(_("One of these activities is not in this course."))
    known = set(enrolment.completions.values_list("activity_key", flat=True))
    new = [activity for activity in activities if activity.key not in known]
    for activity in new:
        complete(
            enrolment,
            activity,
            at=timezone.now(),
            basis=Basis.PRIOR,
            given_by=person_or_none(by),
            reason=reason.strip(),
            by=SYSTEM,
        )
    return new
