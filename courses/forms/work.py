"""What learners hand in, and what they say of a mark: payloads of the one door, and forms of the pages."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by

LONGEST_TEXT = 20_000
LONGEST_REASON = 2_000


class IdsField(forms.Field):
    """A list of ids."""

    def to_python(self, value):
        if value in self.empty_values:
            return []
        try:
            return [UUID(one) for one in value]
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError(_("This is not a list of files."), code="ids") from error


class WorkHandedInForm(forms.Form):
    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    text = forms.CharField(required=False, strip=False, max_length=LONGEST_TEXT)
    uploads = IdsField(required=False)


class FilesInput(forms.FileInput):
    """A file chooser for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list. What is in them is looked at when they are kept."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one, initial) for one in data or []]


ASKED_FOR = {
    UploadKind.PHOTO: {
        "label": _("Photos"),
        "help_text": _("Take them now, or choose some you have."),
        "attrs": {"data-scale": "1600"},
    },
    UploadKind.DOCUMENT: {
        "label": _("Documents"),
        "help_text": _("A PDF, a letter or a table."),
        "attrs": {},
    },
    UploadKind.VOICE: {
        "label": _("Your voice"),
        "help_text": _("Say it instead of writing it."),
        "attrs": {"capture": "user", "data-record": ""},
    },
}


class WorkForm(forms.Form):
    """What is handed in on a page: text and new files, of the kinds that the assignment takes.

    Files received before stand beside it as boxes, ticked as long as they are to be handed in.
    """

    def __init__(self, accepts, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "text" in accepts:
            self.fields["text"] = forms.CharField(
                label=_("Your text"),
                required=False,
                strip=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            )
        for kind, asked in ASKED_FOR.items():
            if kind in accepts:
                chooser = FilesInput(attrs={"accept": accepted_by(kind), **asked["attrs"]})
                self.fields[kind.value] = FilesField(
                    label=asked["label"],
                    help_text=asked["help_text"],
                    required=False,
                    widget=chooser,
                )

    @property
    def new_files(self):
        """Pairs of kind and file, as they were chosen now."""
        return [
            (kind, file) for kind in UploadKind for file in self.cleaned_data.get(kind.value) or []
        ]


class BoxesForm(forms.Form):
    """Which of the files that were shown as received are no longer to be handed in."""

    shown = IdsField(required=False, widget=forms.SelectMultiple)
    keep = IdsField(required=False, widget=forms.SelectMultiple)

    @property
    def left_out(self):
        return set(self.cleaned_data["shown"]) - set(self.cleaned_data["keep"])


class ReasonForm(forms.Form):
    """Why a learner does not agree with a mark."""

    reason = forms.CharField(
        label=_("Why you do not agree"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Your trainers read this. Another person than the one who marked will answer."),
    )


class MarkContestedForm(ReasonForm):
    attempt = forms.UUIDField(required=False)
    submission = forms.UUIDField(required=False)

    def clean(self):
        data = super().clean()
        if bool(data.get("attempt")) == bool(data.get("submission")):
            raise ValidationError(_("Say which mark you mean."), code="mark")
        return data
