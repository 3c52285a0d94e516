"""What people of a cohort write to each other."""

from django.utils.translation import gettext as _

from courses.actions import talk
from courses.forms.talk import QuestionAskedForm, QuestionRepliedForm
from courses.models import Cohort, LessonQuestion
from lms.core.errors import RuleError
from lms.offline.kinds import kind


class NothingHere(RuleError):
    code = "nothing_here"


@kind("courses.question_asked", QuestionAskedForm)
def question_asked(data, *, by, event):
    enrolled = Cohort.objects.filter(enrolments__in=by.enrolments.staying())
    cohorts = Cohort.objects.visible_to(by) | enrolled
    cohort = cohorts.distinct().filter(pk=data["cohort"]).first()
    if cohort is None:
        raise NothingHere(_("You are not in this course, or no longer. Ask your trainer."))
    asked = talk.ask(
        cohort, data["activity"], data["text"], question_id=event.id, at=event.device_at, by=by
    )
    return {"question": str(asked.pk)}


@kind("courses.question_replied", QuestionRepliedForm)
def question_replied(data, *, by, event):
    question = LessonQuestion.objects.visible_to(by).filter(pk=data["question"]).first()
    if question is None:
        raise NothingHere(_("This question is no longer shown."))
    made = talk.reply(question, data["text"], reply_id=event.id, at=event.device_at, by=by)
    return {"reply": str(made.pk)}
