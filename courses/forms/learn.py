"""What learners send: the payloads of the one door."""

import re
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import scoring

# Of options, targets or gaps no question has more.
MOST_PARTS = 50
MOST_QUESTIONS = 500
# No database takes these in a text.
NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


def read_answer(value):
    """An answer as plain values (see ``courses.scoring``): a text, a list of ids, or ids with an id or a text each."""
    if isinstance(value, str):
        return _read_text(value, scoring.LONGEST_TEXT)
    if isinstance(value, list) and len(value) <= MOST_PARTS:
        return [_read_id(one) for one in value]
    if isinstance(value, dict) and len(value) <= MOST_PARTS:
        return {_read_id(place): _read_part(given) for place, given in value.items()}
    raise _not_an_answer()


def _read_part(value):
    """What stands in one place of matching or gaps: an id, or the words typed into a gap."""
    text = _read_text(value, scoring.LONGEST_WORDS)
    try:
        return str(UUID(text))
    except ValueError:
        return text


def _read_text(value, longest):
    if not isinstance(value, str) or NOT_STORABLE.search(value):
        raise _not_an_answer()
    text = value.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise ValidationError(
            _("Your answer is too long: write at most %(longest)s letters."),
            code="too_long",
            params={"longest": longest},
        )
    return text


def _read_id(value):
    try:
        return str(UUID(value))
    except (ValueError, TypeError, AttributeError) as error:
        raise _not_an_answer() from error


def _not_an_answer():
    return ValidationError(
        _("This is not an answer to the question. Open the page again."), code="answer"
    )


class AnswerField(forms.Field):
    """An answer to one question."""

    def to_python(self, value):
        return value if value in self.empty_values else read_answer(value)


class AnswersField(forms.Field):
    """The answers to a quiz: question id → answer."""

    def to_python(self, value):
        if value in self.empty_values:
            return value
        if not isinstance(value, dict) or len(value) > MOST_QUESTIONS:
            raise _not_an_answer()
        return {_read_id(question): read_answer(answer) for question, answer in value.items()}


class LessonFinishedForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()


class CheckAnsweredForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    question = forms.UUIDField()
    answer = AnswerField()


class CohortJoinedForm(forms.Form):
    code = forms.CharField(
        label=_("Code of your group"),
        max_length=20,
        help_text=_("Your trainer gives it to you: letters and digits."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
