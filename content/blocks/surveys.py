"""Questions of a survey: nothing in them is right or wrong, and nobody is told what a person answered."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .lists import at_least
from .media import ReadingBlock, WithReadingBlock
from .questions import AskedBlock


class FacesBlock(AskedBlock):
    """Five faces from sad to glad."""


class SurveyOptionBlock(WithReadingBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=250)
    reading = ReadingBlock(_("Reading of the answer"))

    class Meta:
        label = _("Answer")


class SurveyChoiceBlock(AskedBlock):
    options = at_least(2, SurveyOptionBlock(), label=_("Answers"), max_num=8)


class SurveyOpenBlock(AskedBlock):
    """Answered in one's own words."""


def survey_questions():
    return [
        ("faces", FacesBlock(label=_("Faces"), icon="user")),
        ("single", SurveyChoiceBlock(label=_("One answer"), icon="radio-full")),
        ("several", SurveyChoiceBlock(label=_("Several answers"), icon="tasks")),
        ("open", SurveyOpenBlock(label=_("In one's own words"), icon="edit")),
    ]
