from django.db import transaction

from courses import grading, policy
from courses.choices import ActivityKind, Grading
from courses.models import Attempt, Enrolment, Grade, Submission
from lms.core.policy import require


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


def _combined_percent(enrolment, activity):
    """Exactly, or None: of a quiz its marked attempts, of an assignment what was accepted, else what was marked last."""
    if activity.kind == ActivityKind.QUIZ:
        return _of_attempts(enrolment, activity)
    marked = Submission.objects.filter(
        enrolment=enrolment, activity__key=activity.key, percent__isnull=False
    )
    latest = list(marked.order_by("handed_in_at", "number"))
    accepted = [work for work in latest if work.status == Submission.Status.ACCEPTED]
    return (accepted or latest)[-1].percent if latest else None


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
