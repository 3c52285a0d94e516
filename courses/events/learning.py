"""What a learner does by herself."""

from django.utils.translation import gettext as _

from courses.actions import joining, learning
from courses.forms.learn import CheckAnsweredForm, CohortJoinedForm, LessonFinishedForm
from courses.models import Enrolment
from lms.core.errors import RuleError
from lms.offline.kinds import kind


class NotEnrolled(RuleError):
    code = "not_enrolled"


@kind("courses.cohort_joined", CohortJoinedForm)
def cohort_joined(data, *, by, event):
    enrolment = joining.join(data["code"], by=by)
    return {"enrolment": str(enrolment.pk)}


@kind("courses.lesson_finished", LessonFinishedForm)
def lesson_finished(data, *, by, event):
    learning.finish_lesson(
        her_place(data["enrolment"], by), data["activity"], at=event.device_at, by=by
    )
    return {"activity": str(data["activity"])}


@kind("courses.check_answered", CheckAnsweredForm)
def check_answered(data, *, by, event):
    kept = learning.answer_check(
        her_place(data["enrolment"], by),
        data["activity"],
        data["question"],
        data["answer"],
        at=event.device_at,
        by=by,
    )
    return {"question": str(kept.question_id), "right": kept.right}


def her_place(enrolment_id, by):
    """Her own place in a course; of others' she learns nothing, not even that they are there."""
    if enrolment := Enrolment.objects.of(by).filter(pk=enrolment_id).first():
        return enrolment
    raise NotEnrolled(_("You are not in this course, or no longer. Ask your trainer."))
