"""Surveys: what comes through the one door of them, and their questions as they stand on a page."""

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from courses.scoring import LONGEST_TEXT

from .learn import AnswersField


class SurveyAnsweredForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    round = forms.IntegerField(min_value=1, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    answers = AnswersField()


class SurveyForm(forms.Form):
    """The questions of a survey. Choices are asked for; words are a gift."""

    def __init__(self, questions, data=None):
        super().__init__(data)
        for question in questions:
            field = _field_for(question)
            field.template_name = "courses/learn/_opinion.html"
            field.label, field.question = question["text"], question
            self.fields[question["id"]] = field

    def answers(self):
        """As the one door takes them: a list of options, or a text; what was left out is not there."""
        return {
            name: [given] if type(self.fields[name]) is forms.ChoiceField else given
            for name, given in self.cleaned_data.items()
            if given
        }


def _field_for(question):
    if not question["options"]:
        return forms.CharField(
            required=False,
            max_length=LONGEST_TEXT,
            validators=[ProhibitNullCharactersValidator()],
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            help_text=_("Write no names. You may leave this empty."),
        )
    choices = [(option["id"], option["text"]) for option in question["options"]]
    if question["kind"] == "several":
        return forms.MultipleChoiceField(
            choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
