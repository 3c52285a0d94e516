from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.choices import PhotoUse
from mentoring.models import CoachingSession, SessionMentor
from mentoring.versions import FIELDS, facts_of

from .sessions import AboutSession, HeldForm


class ReasonForm(forms.Form):
    """Why what was written down is changed, and which version was read."""

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("The cooperative and the programme see this, and what stood there before."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    base_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AmendScreen(HeldForm, ReasonForm):
    """The screen of who puts a session right, filled with what stands there."""

    field_order = ["reason"]

    def __init__(self, data=None, *, session, roster):
        now = {**facts_of(session), "base_version": session.version}
        super().__init__(data, initial=now)
        self.session = session
        self.offer(roster, earliest=session.engagement.starts_on)

    def payload(self):
        """The event, as a phone would tell it."""
        more = {name: self.cleaned_data[name] for name in ("reason", "base_version")}
        return {**self.told(), **more, "session": str(self.session.pk)}


class SessionAmended(AboutSession, HeldForm, ReasonForm):
    """The payload of ``mentoring.session_amended``, cleaned to what ``amend_session`` takes."""

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        return {
            "session": data["session"],
            "reason": data["reason"],
            "base_version": data["base_version"],
            "changes": {name: data[name] for name in (*FIELDS, "attendees")},
        }


class TimeForm(forms.ModelForm):
    """A mentor's own time in a session."""

    class Meta:
        model = SessionMentor
        fields = ["minutes", "preparation_minutes", "travel_minutes", "travel_km"]


class TimeStated(TimeForm):
    """The payload of ``mentoring.time_stated``."""

    session = forms.ModelChoiceField(CoachingSession.objects.all())


class PhotoForm(forms.Form):
    """A photo, with the consent of those on it."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_("Hands, products and papers say much too: nobody has to be recognised."),
        widget=forms.FileInput(attrs={"accept": "image/*", "data-scale": "1600"}),
    )
    description = forms.CharField(
        label=_("What it shows"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    use = forms.ChoiceField(
        label=_("What have the people on it agreed to?"),
        choices=PhotoUse,
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=_("I have asked everybody who can be recognised, and each has said yes."),
    )
