"""Training days: planning them, and what comes through the one door of them."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.choices import Half, Presence
from courses.models import TrainingDay, TrainingReport
from lms.core.inputs import DayInput
from lms.people.choices import CooperativeStatus, Sex
from lms.people.models import Cooperative, Person

MOST_MARKS = 1000


class DayForm(forms.ModelForm):
    """A day of a workshop. Its trainer is one of the cohort or of the programme."""

    class Meta:
        model = TrainingDay
        fields = ["held_on", "morning", "afternoon", "venue", "trainer", "places", "note"]
        widgets = {"held_on": DayInput(), "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"venue": _("The place as people know it.")}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        here = Q(cohorts_taught=cohort) | Q(taught_programmes=cohort.edition.programme_id)
        known = Person.objects.filter(here).distinct()
        self.fields["trainer"].queryset = known.order_by("last_name", "first_name", "pk")

    def _post_clean(self):
        """The rules of the action say what is refused: nothing is put into a row here."""
        data = self.cleaned_data
        if not self.errors and not (data["morning"] or data["afternoon"]):
            self.add_error(None, _("Choose the morning, the afternoon or both."))


class MarksField(forms.Field):
    """Who was there: enrolment id → presence."""

    def to_python(self, value):
        if value in self.empty_values:
            return {}
        if not isinstance(value, dict) or len(value) > MOST_MARKS:
            raise ValidationError(_("This is not a list of marks."), code="marks")
        return {read_id(enrolment): _presence(mark) for enrolment, mark in value.items()}


class IdsField(forms.Field):
    """A list of ids."""

    def to_python(self, value):
        if value in self.empty_values:
            return []
        if not isinstance(value, list) or len(value) > MOST_MARKS:
            raise ValidationError(_("This is not a list of people."), code="ids")
        return list(dict.fromkeys(read_id(one) for one in value))


def read_id(value):
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise ValidationError(_("This is not a list of people."), code="ids") from error


def _presence(value):
    if value not in Presence.values:
        raise ValidationError(_("This is not a list of marks."), code="marks")
    return value


class AttendanceTakenForm(forms.Form):
    """``marks`` hold only those whom this device has marked."""

    day = forms.UUIDField()
    half = forms.ChoiceField(choices=Half)
    marks = MarksField()
    walked_in = IdsField(required=False)


class MarkChoice(forms.RadioSelect):
    """The choices for one person, each of which says whose it is to those who do not see the page."""

    def __init__(self, name):
        super().__init__()
        self.whose = name

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        said = _("%(learner)s: %(presence)s") % {"learner": self.whose, "presence": label}
        option["attrs"]["aria-label"] = said
        return option


class AttendanceForm(forms.Form):
    """The roster of a half-day with a choice for each person. Nothing is chosen that nobody has said.

    What a person's mark was when the page was made goes with it, so that only those touched are taken.
    """

    def __init__(self, roster, marks, data=None):
        super().__init__(data)
        for enrolment in roster:
            field = forms.ChoiceField(
                choices=Presence,
                required=False,
                widget=MarkChoice(str(enrolment.learner)),
                label=str(enrolment.learner),
                initial=marks.get(enrolment.pk),
            )
            field.template_name = "courses/teach/_mark.html"
            field.enrolment, field.before = enrolment, marks.get(enrolment.pk, "")
            self.fields[f"mark-{enrolment.pk}"] = field

    def touched(self):
        """``{enrolment id: presence}`` as the one door takes it."""
        return {
            str(self.fields[name].enrolment.pk): mark
            for name, mark in self.cleaned_data.items()
            if mark and mark != self.data.get(f"was-{name}", "")
        }


class WalkInSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name, phone or code"),
        min_length=2,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )


class WalkInForm(forms.Form):
    """Somebody nobody knows yet: a name in either script is enough, and a cooperative."""

    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    first_name_arabic = forms.CharField(
        label=_("First name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl"}),
    )
    last_name_arabic = forms.CharField(
        label=_("Family name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl"}),
    )
    sex = forms.ChoiceField(
        label=_("Woman or man"), choices=Sex, required=False, widget=forms.RadioSelect
    )
    cooperative = forms.ModelChoiceField(
        queryset=None,
        label=_("Cooperative"),
        empty_label=_("Choose a cooperative"),
        help_text=_("The person becomes its member and signs in with its card."),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cooperative"].queryset = Cooperative.objects.filter(
            country=cohort.country
        ).exclude(status=CooperativeStatus.DISSOLVED)

    def clean(self):
        data = super().clean()
        if not data.get("first_name") and not data.get("first_name_arabic"):
            self.add_error("first_name", _("Write a first name, in Latin or in Arabic letters."))
        return data


class ReportForm(forms.ModelForm):
    """The words of an activity report; its figures are counted."""

    class Meta:
        model = TrainingReport
        fields = ["went_well", "was_difficult", "next_steps"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}
