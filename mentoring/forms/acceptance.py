import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.models import CoachingSession

MOST = 500
"""How many sessions are looked through, and accepted, at once."""


class WaitingFilter(forms.Form):
    """Which of the sessions that wait: of one month, of one mentor, or all."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    mentor = forms.TypedChoiceField(label=_("Mentor"), required=False, coerce=int, empty_value=None)

    def __init__(self, data, *, months, mentors):
        super().__init__(data)
        named = [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months]
        self.fields["month"].choices = [("", _("all months")), *named]
        self.fields["mentor"].choices = [("", _("all mentors")), *mentors]

    def pick(self, sessions):
        """The sessions chosen; what is no choice chooses nothing away."""
        self.is_valid()
        if month := self.cleaned_data.get("month"):
            first = dt.date.fromisoformat(f"{month}-01")
            sessions = sessions.filter(held_on__year=first.year, held_on__month=first.month)
        if mentor := self.cleaned_data.get("mentor"):
            sessions = sessions.given_by(mentor)
        return sessions


class AcceptForm(forms.Form):
    """The sessions ticked."""

    sessions = forms.ModelMultipleChoiceField(CoachingSession.objects.none())

    def __init__(self, data, *, seen):
        super().__init__(data)
        self.fields["sessions"].queryset = seen
        self.fields["sessions"].error_messages["required"] = _("Tick at least one session.")

    def clean_sessions(self):
        chosen = self.cleaned_data["sessions"]
        if len(chosen) > MOST:
            raise ValidationError(
                _("Accept at most %(most)d sessions at a time."), params={"most": MOST}
            )
        return chosen


class AcceptAlthough(forms.Form):
    """Why one session is accepted although something stands out about it."""

    because = forms.CharField(
        label=_("Why you accept it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
