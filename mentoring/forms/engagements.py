from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by
from courses.models import Programme
from lms.core.inputs import DayInput
from lms.people.choices import CooperativeStatus
from lms.people.models import Cooperative, Membership
from mentoring.choices import Ending
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
    """What a manager decides when she proposes an engagement, among the cooperatives she manages."""

    class Meta:
        model = Engagement
        fields = [
            "cooperative",
            "programme",
            "goals",
            "planned_sessions",
            "starts_on",
            "ends_on",
            "readers",
        ]
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "goals": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "readers": forms.RadioSelect,
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        cooperatives = Cooperative.objects.exclude(status=CooperativeStatus.DISSOLVED)
        self.fields["cooperative"].queryset = managed_by(by, cooperatives)
        self.fields["programme"].queryset = Programme.objects.visible_to(by)
        self.fields["goals"].required = True
        for name in ("cooperative", "programme"):
            self.fields[name].empty_label = _("Choose one")


class AnswerForm(forms.Form):
    """What a mentor answers when she is asked to accompany."""

    conflict = forms.ChoiceField(
        label=_("Do you, or somebody close to you, have an interest in this cooperative?"),
        help_text=_("A member in the family, money lent, goods bought from it or sold to it."),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("If you decline: why?"),
        help_text=_("The programme manager reads this and asks somebody else."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class AgreementForm(forms.Form):
    """Who signed for the cooperative, when, and the paper."""

    signed_by = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Who signed for the cooperative?")
    )
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput)
    file = forms.FileField(
        label=_("The paper"),
        help_text=_("A photo or a document. You can add it later."),
        required=False,
    )

    def __init__(self, data=None, files=None, *, roster):
        today = timezone.localdate()
        super().__init__(data, files, initial={"signed_on": today})
        self.fields["signed_by"].queryset = roster
        people = [(member.pk, member.person.get_full_name()) for member in roster]
        self.fields["signed_by"].choices = [("", _("Choose a person")), *people]
        self.fields["signed_on"].widget.attrs = {"max": today}
        taken = (UploadKind.PHOTO, UploadKind.DOCUMENT)
        self.fields["file"].widget.attrs = {
            "accept": ",".join(accepted_by(kind) for kind in taken),
            "data-scale": "1600",
        }


class PlanForm(forms.ModelForm):
    """What of a plan can be agreed on anew while an engagement goes on."""

    class Meta:
        model = Engagement
        fields = ["ends_on", "planned_sessions", "goals", "readers"]
        widgets = {
            "ends_on": DayInput,
            "goals": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "readers": forms.RadioSelect,
        }

    def __init__(self, *args, engagement, **kwargs):
        # A copy of its own: what is refused must not change the engagement that the page shows.
        super().__init__(*args, instance=Engagement.objects.get(pk=engagement.pk), **kwargs)
        self.fields["goals"].required = True

    def clean_ends_on(self):
        if self.cleaned_data["ends_on"] < self.instance.starts_on:
            raise ValidationError(_("An engagement cannot end before it starts."), code="order")
        return self.cleaned_data["ends_on"]


class PauseForm(forms.Form):
    """Why an engagement pauses."""

    reason = forms.CharField(
        label=_("Why is it paused?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class CloseForm(forms.Form):
    """How an engagement ended."""

    ending = forms.ChoiceField(label=_("How did it end?"), choices=Ending, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What has changed for the cooperative?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def managed_by(by, rows):
    """Cooperatives or people of the countries somebody manages."""
    return rows if by.is_administrator else rows.filter(country__in=by.managed_countries)
