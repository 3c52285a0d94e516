from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Programme
from lms.core.inputs import DayInput
from lms.people.choices import CooperativeStatus, Role
from lms.people.models import Appointment, Cooperative, Person
from mentoring.models import Engagement


class ChooseEngagement(forms.Form):
    """Which cooperative the mentor has been with."""

    engagement = forms.ModelChoiceField(Engagement.objects.none(), label=_("Cooperative"))

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["engagement"]
        field.queryset = Engagement.objects.active().coached_by(by)
        listed = field.queryset.select_related("cooperative").order_by("cooperative__name", "pk")
        self.coached = [(engagement.pk, str(engagement.cooperative)) for engagement in listed]
        # The wrong cooperative must not be one tap away: only a single one is chosen beforehand.
        alone = len(self.coached) == 1
        field.choices = self.coached if alone else [("", _("Choose a cooperative")), *self.coached]


class EngagementForm(forms.ModelForm):
    """What a manager decides when she opens an engagement, among the people and cooperatives she manages."""

    class Meta:
        model = Engagement
        fields = [
            "cooperative",
            "mentor",
            "programme",
            "planned_sessions",
            "starts_on",
            "ends_on",
        ]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        mentors = Appointment.objects.current().filter(role=Role.MENTOR).values("person")
        cooperatives = Cooperative.objects.exclude(status=CooperativeStatus.DISSOLVED)
        self.fields["cooperative"].queryset = _managed_by(by, cooperatives)
        self.fields["mentor"].queryset = _managed_by(by, Person.objects.filter(pk__in=mentors))
        self.fields["programme"].queryset = Programme.objects.visible_to(by)
        for name in ("cooperative", "mentor", "programme"):
            self.fields[name].empty_label = _("Choose one")


def _managed_by(by, rows):
    """Cooperatives or people of the countries somebody manages."""
    return rows if by.is_administrator else rows.filter(country__in=by.managed_countries)
