"""What observers, and people who answer with their name, fill in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification import grids
from certification.models import Candidacy
from lms.core.inputs import DayInput


class ObservationForm(forms.Form):
    """What a master trainer saw, line by line. The same for the page and for a phone without network."""

    candidacy = forms.ModelChoiceField(Candidacy.objects.all(), widget=forms.HiddenInput)
    held_on = forms.DateField(
        label=_("Date of the training"),
        widget=DayInput,
    )
    place = forms.CharField(
        label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    participants = forms.IntegerField(label=_("Participants"), min_value=1, max_value=999)
    advice = forms.CharField(
        label=_("Advice to the candidate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for key, words in grids.lines(grids.LATEST):
            self.fields[f"level_{key}"] = forms.TypedChoiceField(
                label=words,
                coerce=int,
                choices=[
                    (level, f"{level} · {grids.level_words(level)}") for level in grids.LEVELS
                ],
                widget=forms.RadioSelect,
            )
            self.fields[f"example_{key}"] = forms.CharField(
                label=_("What you saw or heard"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    @property
    def lines(self):
        """``(level, example)`` fields of each line of the grid."""
        return [
            (self[f"level_{key}"], self[f"example_{key}"])
            for key, _words in grids.lines(grids.LATEST)
        ]

    @property
    def about(self):
        return [self[name] for name in ("held_on", "place", "participants")]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        said = self.cleaned_data
        for key, _words in grids.lines(grids.LATEST):
            ends = said.get(f"level_{key}") in grids.ENDS
            if ends and not said.get(f"example_{key}", "").strip():
                self.add_error(
                    f"example_{key}", _("Levels 1 and 4 need an example of what you saw.")
                )
        if self.errors:
            return said
        marks = {
            key: {"level": said.pop(f"level_{key}"), "example": said.pop(f"example_{key}").strip()}
            for key, _words in grids.lines(grids.LATEST)
        }
        return said | {"marks": marks, "grid": grids.LATEST}


class CountersignForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("If you see it otherwise, write it here. It stays with the observation."),
    )


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("Statement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    signed = forms.BooleanField(label=_("I answer for this with my name."))
