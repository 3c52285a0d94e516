"""What a learner keeps for herself while she reads, and how she wants to read."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import TextSize

MOST_RECORDINGS = 30
A_DAY = 86_400


class MomentField(forms.DateTimeField):
    """A time as a device or a page tells it, with its zone."""

    def to_python(self, value):
        value = super().to_python(value)
        return timezone.make_aware(value) if value and timezone.is_naive(value) else value


class SecondsField(forms.JSONField):
    """Where each recording was left: address → second."""

    def clean(self, value):
        value = super().clean(value) or {}
        if not isinstance(value, dict) or len(value) > MOST_RECORDINGS:
            raise ValidationError(_("This is not a place in a recording."), code="seconds")
        for address, second in value.items():
            if len(address) > 500 or type(second) is not int or not 0 <= second < A_DAY:
                raise ValidationError(_("This is not a place in a recording."), code="seconds")
        return {address: second for address, second in value.items() if second}


class PlaceForm(forms.Form):
    part = forms.IntegerField(min_value=0, max_value=9999)
    seconds = SecondsField(required=False)
    device_at = MomentField(required=False)


class NoteKeptForm(forms.Form):
    """The payload of the one door. ``base`` is empty where she saw no note."""

    enrolment = forms.UUIDField()
    activity = forms.UUIDField()
    text = forms.CharField(max_length=20_000, required=False)
    base = MomentField(required=False)


class NoteForm(forms.Form):
    """The note on the page of its lesson."""

    text = forms.CharField(
        label=_("My note"),
        required=False,
        max_length=20_000,
        help_text=_("Only you read it: no trainer, no administrator."),
        # Phones are shared: private words stay off the device.
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-never-keep": ""}),
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)


class ReadingForm(forms.Form):
    """How somebody reads on this device."""

    size = forms.ChoiceField(
        label=_("Size of the text"), choices=TextSize, widget=forms.RadioSelect
    )
    pictures = forms.BooleanField(label=_("Show pictures"), required=False)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Words to look for"),
        max_length=100,
        required=False,
        widget=forms.SearchInput(attrs={"dir": "auto"}),
    )
