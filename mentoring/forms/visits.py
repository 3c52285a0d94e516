from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.inputs import DayInput, HourInput
from mentoring.choices import USUAL_LENGTHS, Mode, length
from mentoring.models import CoachingSession, Engagement, PlannedVisit


class VisitForm(forms.Form):
    """When mentor and cooperative meet, by the clock on the cooperative's wall."""

    day = forms.DateField(label=_("Date"), widget=DayInput)
    starts_at = forms.TimeField(
        label=_("From what time"),
        help_text=_("By the clock of the cooperative, in Ramadan too."),
        required=False,
        widget=HourInput,
    )
    minutes = forms.IntegerField(
        label=_("How long"), min_value=1, max_value=CoachingSession.LONGEST, widget=forms.Select
    )
    mode = forms.ChoiceField(
        label=_("How will you meet?"), choices=Mode, widget=forms.RadioSelect, initial=Mode.VISIT
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    SAID = ("day", "starts_at", "minutes", "mode", "place")

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.SAID}


class VisitScreen(VisitForm):
    """The screen of who plans a visit or moves it."""

    def __init__(self, data=None, *, visit=None, earliest):
        said = {name: getattr(visit, name) for name in self.SAID} if visit else {"minutes": 90}
        super().__init__(data, initial=said)
        # A length that a phone told keeps its place among those that the screen offers.
        lengths = sorted({*USUAL_LENGTHS, said["minutes"]})
        self.fields["minutes"].widget.choices = [(n, length(n)) for n in lengths]
        self.fields["day"].widget.attrs = {"min": earliest}

    def payload(self):
        """The event, as a phone would tell it."""
        said = self.facts()
        starts_at = said["starts_at"] and said["starts_at"].strftime("%H:%M")
        return {**said, "day": said["day"].isoformat(), "starts_at": starts_at}


class VisitPlanned(VisitForm):
    """The payload of ``mentoring.visit_planned``."""

    engagement = forms.ModelChoiceField(Engagement.objects.select_related("cooperative"))


class AboutVisit(forms.Form):
    """The payload of ``mentoring.visit_cancelled``."""

    visit = forms.ModelChoiceField(PlannedVisit.objects.select_related("engagement__cooperative"))


class VisitMoved(AboutVisit, VisitForm):
    """The payload of ``mentoring.visit_moved``."""
