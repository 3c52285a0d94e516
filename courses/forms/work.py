"""What learners hand in, and what they say of a mark. The first two are the payloads of the one door."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
