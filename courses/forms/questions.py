"""Questions of an edition as they stand on a page: one field for each, whatever its kind."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import scoring
from courses.actions.uploads import keep_upload
from courses.choices import QuestionKind
from courses.forms.parts import Choice, FacesSelect, GapsField, OrderingField, PairsField
from courses.forms.uploads import UploadField
from lms.core.errors import RuleError

ROWS_OF_AN_OPEN_ANSWER = 8


class QuestionsForm(forms.Form):
    """One field for each question, numbered from ``first``; without it a question that stands alone has no number.

    ``initial``: answers as ``courses.scoring`` has them, question id → answer.

    Files of photo and voice answers are kept by ``keep_files``, before the answers are handed in.
    """

    def __init__(
        self, questions, data=None, files=None, *, required=True, initial=None, first=None
    ):
        super().__init__(data, files or None, initial=initial)
        alone = len(questions) == 1 and first is None
        for number, question in enumerate(questions, first or 1):
            field = FIELDS[question["kind"]](question)
            field.required = required
            field.template_name = "courses/learn/_question.html"
            field.label = _("Question %(number)s") % {"number": number}
            field.question = question
            field.number = None if alone else number
            self.fields[question["id"]] = field

    def answers(self):
        """The answers as the one door takes them; empty where nothing was answered."""
        return dict(self.cleaned_data)

    def keep_files(self, enrolment, *, by):
        """Keep what was chosen; a refused file becomes an error of its question, and the others stay chosen."""
        for name, field in self.fields.items():
            if isinstance(field, UploadField) and name not in self.errors:
                self._keep_files_of(name, field, enrolment, by)

    def _keep_files_of(self, name, field, enrolment, by):
        hers = enrolment.uploads.filter(owner=by, pk__in=self.cleaned_data[name])
        ids = [str(upload) for upload in hers.values_list("pk", flat=True)]
        for kind, file in field.widget.files_in(self.files, name):
            try:
                ids.append(str(keep_upload(enrolment, kind, file, by=by).pk))
            except RuleError as refusal:
                self.add_error(name, str(refusal))
        self.data = self.data.copy()
        self.data.setlist(field.widget.kept_name(name), dict.fromkeys(ids))
        if name in self.cleaned_data:
            self.cleaned_data[name] = list(dict.fromkeys(ids))


class OneField(forms.ChoiceField):
    """One of the options; the answer is a list of it."""

    def clean(self, value):
        chosen = super().clean(value)
        return [chosen] if chosen else []

    def prepare_value(self, value):
        return next(iter(value), "") if isinstance(value, list) else value


def _one(question, widget=forms.RadioSelect):
    return OneField(
        choices=Choice.of(question["options"]),
        widget=widget,
        error_messages={"required": _("Choose an answer.")},
    )


def _faces(question):
    return _one(question, FacesSelect)


def _several(question):
    return forms.MultipleChoiceField(
        choices=Choice.of(question["options"]),
        help_text=_("Choose all that are right."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one answer.")},
    )


def _number(question):
    return forms.CharField(
        max_length=scoring.LONGEST_NUMBER,
        help_text=question["unit"],
        validators=[_is_number],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Write a number.")},
    )


def _is_number(text):
    if scoring.as_number(text) is None:
        raise ValidationError(_("Write it as a number, for example 12.5."), code="number")


def _short(question):
    return forms.CharField(
        max_length=scoring.LONGEST_WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Write an answer.")},
    )


def _open(question):
    return forms.CharField(
        max_length=scoring.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": ROWS_OF_AN_OPEN_ANSWER, "dir": "auto"}),
        help_text=_("A person reads your answer."),
        error_messages={"required": _("Write an answer.")},
    )


FIELDS = {
    QuestionKind.SINGLE: _one,
    QuestionKind.TRUE_FALSE: _one,
    QuestionKind.PICTURE: _one,
    QuestionKind.FACES: _faces,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NUMBER: _number,
    QuestionKind.SHORT: _short,
    QuestionKind.OPEN: _open,
    QuestionKind.MATCHING: PairsField,
    QuestionKind.ORDERING: OrderingField,
    QuestionKind.GAPS: GapsField,
    QuestionKind.UPLOAD: UploadField,
}
