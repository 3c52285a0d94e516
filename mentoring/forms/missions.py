from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import Half, UploadKind
from courses.filing import accepted_by
from courses.models import Programme
from lms.core.inputs import DayInput
from lms.people.choices import CooperativeStatus, Role
from lms.people.models import Appointment, Cooperative, Person
from mentoring.models import ExpertMission

from .engagements import managed_by


class MissionForm(forms.ModelForm):
    """What a manager asks of an expert, for a cooperative she manages."""

    class Meta:
        model = ExpertMission
        fields = [
            "cooperative",
            "programme",
            "expert",
            "title",
            "terms",
            "half_days_budgeted",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "terms": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        }
        help_texts = {
            "terms": _("What is to be done, what is delivered, and how one sees that it is good."),
            "half_days_budgeted": _("Two half-days are one day."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        cooperatives = Cooperative.objects.exclude(status=CooperativeStatus.DISSOLVED)
        appointed = Appointment.objects.current().filter(role=Role.EXPERT).values("person")
        self.fields["cooperative"].queryset = managed_by(by, cooperatives)
        self.fields["programme"].queryset = Programme.objects.visible_to(by)
        self.fields["expert"].queryset = managed_by(by, Person.objects.filter(pk__in=appointed))
        for name in ("cooperative", "programme", "expert"):
            self.fields[name].empty_label = _("Choose one")


class HalfDayForm(forms.Form):
    """Half a day of work."""

    worked_on = forms.DateField(label=_("Date"), widget=DayInput)
    half = forms.ChoiceField(label=_("Half of the day"), choices=Half, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What you did"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class HalfDayScreen(HalfDayForm):
    """The expert's screen, with the days of one mission."""

    def __init__(self, data=None, *, mission):
        today = timezone.localdate()
        super().__init__(data, initial={"worked_on": min(today, mission.ends_on)})
        self.mission = mission
        days = {"min": mission.starts_on, "max": min(today, mission.ends_on)}
        self.fields["worked_on"].widget.attrs = days

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        day = data["worked_on"].isoformat()
        return {**data, "mission": str(self.mission.pk), "worked_on": day}


class HalfDayKept(HalfDayForm):
    """The payload of ``mentoring.half_day_kept``."""

    mission = forms.ModelChoiceField(ExpertMission.objects.select_related("cooperative"))


class DeliverableForm(forms.Form):
    """A photo or document that the mission delivers."""

    file = forms.FileField(label=_("Photo or document"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = (UploadKind.PHOTO, UploadKind.DOCUMENT)
        self.fields["file"].widget.attrs["accept"] = ",".join(accepted_by(kind) for kind in taken)


class ReturnForm(forms.Form):
    """Why a mission is given back."""

    reason = forms.CharField(
        label=_("What is missing?"),
        help_text=_("The expert reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
