"""Surveys: what comes through the one door of them, and their questions as they stand on a page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.choices import QuestionKind

from .learn import AnswersField
from .questions import QuestionsForm


class SurveyAnsweredForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    round = forms.IntegerField(min_value=1, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    answers = AnswersField()


class SurveyForm(QuestionsForm):
    """The questions of a survey. Choices are asked for; words are a gift."""

    def __init__(self, questions, data=None):
        super().__init__(questions, data)
        for field in self.fields.values():
            kind = field.question["kind"]
            if kind in (QuestionKind.OPEN, QuestionKind.SEVERAL):
                field.required = False
                field.help_text = (
                    _("Write no names. You may leave this empty.")
                    if kind == QuestionKind.OPEN
                    else ""
                )

    def answers(self):
        """As the one door takes them; what was left out is not there."""
        return {name: given for name, given in super().answers().items() if given}
