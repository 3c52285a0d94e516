"""What people think. Nothing of it is kept beside a name."""

from django.utils.translation import gettext as _

from courses.actions import surveys
from courses.forms.surveys import SurveyAnsweredForm
from courses.models import Enrolment
from lms.core.errors import RuleError
from lms.offline.kinds import kind


class NotAsked(RuleError):
    code = "not_asked"


@kind("courses.survey_answered", SurveyAnsweredForm, anonymous=True)
def survey_answered(data, *, by, event):
    enrolment = Enrolment.objects.of(by).filter(pk=data["enrolment"]).first()
    if enrolment is None:
        raise NotAsked(_("You are not in this course, or no longer. Ask your trainer."))
    surveys.answer(
        enrolment,
        data["activity"],
        data["answers"],
        round_id=data["round"],
        language=data["language"],
        at=event.device_at,
        by=by,
    )
