from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by
from lms.core.inputs import DayInput
from lms.people.choices import Office
from lms.people.models import Cooperative, Membership
from mentoring.choices import AssemblyKind

from .sessions import RowsField

OFFICES_OF_ONE = {
    Office.CHAIR: _("Elected as chair"),
    Office.MANAGER: _("Elected as manager"),
    Office.TREASURER: _("Elected as treasurer"),
    Office.SECRETARY: _("Elected as secretary"),
}


class AssemblyForm(forms.Form):
    """An assembly as it was held: who was there, what was decided, who was elected."""

    kind = forms.ChoiceField(
        label=_("Which assembly was it?"), choices=AssemblyKind, widget=forms.RadioSelect
    )
    held_on = forms.DateField(label=_("Date"), widget=DayInput)
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    attendees = RowsField(
        Membership.objects.all(), label=_("Who was there?"), widget=forms.CheckboxSelectMultiple
    )
    represented = forms.IntegerField(
        label=_("Members who sent somebody in their place"),
        min_value=0,
        max_value=999,
        required=False,
    )
    decisions = forms.CharField(
        label=_("What was decided"),
        help_text=_("One decision a line. The members and the programme see this."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    board = RowsField(
        Membership.objects.all(),
        label=_("Elected to the board"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next_on = forms.DateField(
        label=_("Next assembly"),
        help_text=_("Leave it empty if no day was named. We remind you two weeks before."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for office, label in OFFICES_OF_ONE.items():
            self.fields[office] = forms.ModelChoiceField(
                Membership.objects.all(), label=label, required=False
            )

    def clean_represented(self):
        return self.cleaned_data["represented"] or 0

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if data["next_on"] and data["next_on"] <= data["held_on"]:
            self.add_error("next_on", _("The next assembly comes after this one."))
        return data


class AssemblyScreen(AssemblyForm):
    """The screen of who writes it down, with the members of one cooperative."""

    def __init__(self, data=None, *, cooperative, roster):
        today = timezone.localdate()
        super().__init__(data, initial={"held_on": today, "kind": AssemblyKind.ORDINARY})
        self.cooperative = cooperative
        self.fields["held_on"].widget.attrs = {"max": today}
        self.fields["attendees"].choices = self.fields["board"].choices = roster
        for office in OFFICES_OF_ONE:
            self.fields[office].choices = [("", _("Nobody was elected")), *roster]

    @property
    def offices(self):
        """The fields of the offices that one person holds."""
        return [self[office] for office in OFFICES_OF_ONE]

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        return {
            **data,
            "cooperative": self.cooperative.pk,
            "held_on": data["held_on"].isoformat(),
            "next_on": data["next_on"] and data["next_on"].isoformat(),
            "attendees": [member.pk for member in data["attendees"]],
            "board": [member.pk for member in data["board"]],
            **{office: data[office] and data[office].pk for office in OFFICES_OF_ONE},
        }


class AssemblyRecorded(AssemblyForm):
    """The payload of ``mentoring.assembly_recorded``; those elected come as ``elected``, by office."""

    cooperative = forms.ModelChoiceField(Cooperative.objects.all())

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        ones = {office: data.pop(office) for office in OFFICES_OF_ONE}
        elected = {office: [member] for office, member in ones.items() if member}
        elected[Office.BOARD] = list(data.pop("board"))
        return {**data, "elected": elected}


class MinutesForm(forms.Form):
    """A photo of a page, or a document."""

    file = forms.FileField(label=_("Photo or document"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = (UploadKind.PHOTO, UploadKind.DOCUMENT)
        self.fields["file"].widget.attrs["accept"] = ",".join(accepted_by(kind) for kind in taken)
