from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import grading, policy
from courses.actions.learning import complete
from courses.choices import ActivityKind, Basis, Grading
from courses.models import Attempt, Enrolment, Grade, Submission
from lms.core.errors import ReasonMissing
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify


@transaction.atomic
def keep_grade(enrolment, activity, *, by):
    """Compute the grade of an activity anew from its records, under the lock of the enrolment. Again changes nothing.

    Records of all editions count, by the rules of the edition that the latest was taken from: moving a cohort changes
    no grade. What a trainer set stays. None while there is nothing to grade.
    """
    require(policy.takes_part, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    computed = grading.kept(_combined_percent(enrolment, activity))
    grade = enrolment.grades.filter(activity_key=activity.key).first()
    if grade is None and computed is not None:
        return Grade.objects.create(
            enrolment=enrolment, activity_key=activity.key, computed=computed
        )
    if grade and grade.computed != computed:
        grade.computed = computed
        grade.save(update_fields=["computed"])
    return grade


@transaction.atomic
def override_grade(enrolment, activity, percent, reason, *, by):
    """Set a grade by hand, for a reason that is kept; None gives it back to what was computed.

    A grade that reaches the pass mark counts the activity as done; one that does not takes nothing back.
    """
    require(policy.can_run, by, enrolment.cohort)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if not reason.strip():
        raise ReasonMissing(_("Say why you set this grade."))
    grade, _made = Grade.objects.get_or_create(enrolment=enrolment, activity_key=activity.key)
    if grade.override == percent and grade.override_reason == reason:
        return grade
    grade.override, grade.override_reason = percent, reason
    grade.overridden_by = person_or_none(by)
    grade.save()
    if percent is not None and percent >= activity.pass_mark:
        complete(
            enrolment,
            activity,
            at=timezone.now(),
            basis=Basis.OVERRIDE,
            given_by=grade.overridden_by,
            reason=reason,
            by=SYSTEM,
        )
    _tell_graded(enrolment, activity, grade, by)
    return grade


def _tell_graded(enrolment, activity, grade, by):
    notify(
        [enrolment.learner],
        "courses.grade_set",
        subject=f"{grade.pk}:{grade.history.count()}",
        params={"activity": activity.titles, "name": str(person_or_none(by) or "")},
        path=f"learn/courses/{enrolment.pk}/marks/",
        by=SYSTEM,
    )


def _combined_percent(enrolment, activity):
    """Exactly, or None: of a quiz its marked attempts; of an assignment the best that was accepted, else what was marked last.

    More than one is accepted where she did it again while she contested the first: neither takes from the other.
    """
    if activity.kind == ActivityKind.QUIZ:
        return _of_attempts(enrolment, activity)
    marked = Submission.objects.filter(
        enrolment=enrolment, activity__key=activity.key, percent__isnull=False
    )
    latest = list(marked.order_by("handed_in_at", "number"))
    accepted = [work.percent for work in latest if work.status == Submission.Status.ACCEPTED]
    return max(accepted) if accepted else latest[-1].percent if latest else None


def _of_attempts(enrolment, activity):
    attempts = list(
        Attempt.objects.marked()
        .filter(enrolment=enrolment, activity__key=activity.key)
        .select_related("activity")
        .defer("activity__answer_key")
        .order_by("number")
    )
    if not attempts:
        return None
    percents = [grading.percent_of(one.score, one.max_score) for one in attempts]
    return grading.combined(percents, attempts[-1].activity.rules.get("grading", Grading.BEST))
