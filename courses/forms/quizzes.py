"""The payloads of the one door about quizzes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.forms.learn import AnswersField

MOST_TRIES = 30_000


class QuizStartedForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class QuizAnsweredForm(forms.Form):
    attempt = forms.UUIDField()
    answers = AnswersField()


class QuizHandedInForm(forms.Form):
    """``attempt`` is the one that was started; a quiz that needs no start says which try the page showed."""

    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    attempt = forms.UUIDField(required=False)
    number = forms.IntegerField(required=False, min_value=1, max_value=MOST_TRIES)
    answers = AnswersField(required=False)

    def clean_answers(self):
        """A try that was started may be handed in empty; without a start nobody means to."""
        answers = self.cleaned_data["answers"] or {}
        if not answers and not self.cleaned_data.get("attempt"):
            raise forms.ValidationError(_("Nothing is answered yet."), code="required")
        return answers
