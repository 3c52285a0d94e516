from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses import policy, roster, tables
from courses.models import Cohort, Edition
from courses.reports.rosters import Plan, colleagues, plan_for
from lms.core.inputs import DayInput
from lms.people.choices import CooperativeStatus, Country, Role, Sex
from lms.people.models import Cooperative, Person
from lms.people.querysets import in_force_of


class EditionField(forms.ModelChoiceField):
    def label_from_instance(self, edition):
        return f"{edition.programme.title} · {edition}"


class OpenCohortForm(forms.ModelForm):
    """A trainer opens with herself as trainer; who sees other people chooses the trainers among them."""

    edition = EditionField(queryset=None, label=_("Course"), empty_label=_("Choose a course"))

    class Meta:
        model = Cohort
        fields = ["edition", "name", "country", "trainers", "opens_on", "closes_on"]
        widgets = {
            "trainers": forms.CheckboxSelectMultiple,
            "opens_on": DayInput(),
            "closes_on": DayInput(),
        }
        help_texts = {
            "name": _("Such as the place and the season: people see it when they join."),
            "closes_on": _("Until this day people can join and learn."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, initial={"country": by.country, "trainers": [by]}, **kwargs)
        self.by = by
        editions = Edition.objects.visible_to(by).latest_of_each_course()
        self.fields["edition"].queryset = editions.select_related("programme").order_by(
            "programme__code", "course_code"
        )
        colleagues = Person.objects.visible_to(by).filter(
            in_force_of("appointments"), appointments__role=Role.TRAINER
        )
        self.fields["trainers"].queryset = colleagues.order_by("last_name", "first_name", "pk")
        if not (by.is_administrator or by.managed_countries):
            del self.fields["trainers"]

    def clean_closes_on(self):
        if self.cleaned_data["closes_on"] < timezone.localdate():
            raise ValidationError(_("This day is over already."))
        return self.cleaned_data["closes_on"]

    def clean(self):
        data = super().clean()
        edition, country = data.get("edition"), data.get("country")
        if edition and country and not policy.can_open_cohort(self.by, edition, country):
            refused = _("You do not manage the programme in %(country)s.")
            self.add_error(
                "country", ValidationError(refused, params={"country": Country(country).label})
            )
        data.setdefault("trainers", [self.by])
        return data


class NewCodeForm(forms.Form):
    most_learners = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("How many can join with the code in all. Left empty, as many as come."),
    )
    ends_on = forms.DateField(
        label=_("Valid until"),
        widget=DayInput(),
        help_text=_("After this day nobody can join with the code."),
    )


class RosterForm(forms.Form):
    """A pasted list. When it is valid, ``plan`` says what taking it would do; else ``problems`` say what is wrong."""

    cooperative = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Cooperative of these people"),
        empty_label=_("none"),
        help_text=_("New people become its members and sign in with its card."),
    )
    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_(
            "XLSX or CSV, with the columns named below. You see its lines before anything is stored."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    people = forms.CharField(
        label=_("Or the list itself"),
        required=False,
        strip=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "dir": "auto"}),
        help_text=_(
            "One person a line, copied from a spreadsheet or typed with semicolons: first name; "
            "family name; name in Arabic; woman or man (f/h); year of birth; phone; e-mail. "
            "Only the name is needed."
        ),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort, self.plan, self.unused = cohort, Plan(), []
        self.fields["cooperative"].queryset = Cooperative.objects.filter(
            country=cohort.country
        ).exclude(status=CooperativeStatus.DISSOLVED)

    def clean_file(self):
        """The lines of the file take the place of what was pasted, so that they are seen and can be corrected."""
        file = self.cleaned_data["file"]
        if file:
            try:
                lines = tables.lines_of(file.read(tables.MAX_BYTES + 1))
            except tables.NotATable as problem:
                raise ValidationError(str(problem)) from problem
            self.data = {**self.data.dict(), "people": lines}
        return file

    def clean_people(self):
        """The rows of the list. Without any there is nothing to look at."""
        read = roster.read(
            self.data.get("people", ""),
            country=self.cohort.country,
            this_year=timezone.localdate().year,
        )
        self.plan.problems, self.unused = read.problems, read.unused
        if not read.rows and not read.problems:
            raise ValidationError(_("There is nobody on this list yet."))
        return read.rows

    def clean(self):
        data = super().clean()
        if not self.errors and not self.problems:
            self.plan = plan_for(self.cohort, data["people"], data["cooperative"])
        if self.problems:
            lines = len(self.problems)
            wrong = ngettext(
                "%(lines)d line cannot be taken as it is. Correct it, or leave it out.",
                "%(lines)d lines cannot be taken as they are. Correct them, or leave them out.",
                lines,
            )
            self.add_error("people", wrong % {"lines": lines})
        return data

    @property
    def problems(self):
        return self.plan.problems


class OnePersonForm(forms.Form):
    """One person by hand: the same line that a list would have."""

    cooperative = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Cooperative"),
        empty_label=_("none"),
        help_text=_("She becomes its member and signs in with its card."),
    )
    first_name = forms.CharField(label=_("First name"), required=False, max_length=80)
    last_name = forms.CharField(label=_("Family name"), required=False, max_length=80)
    first_name_arabic = forms.CharField(
        label=_("First name in Arabic"), required=False, max_length=80
    )
    last_name_arabic = forms.CharField(
        label=_("Family name in Arabic"), required=False, max_length=80
    )
    sex = forms.ChoiceField(
        label=_("Woman or man"), required=False, choices=Sex, widget=forms.RadioSelect
    )
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=20, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort, self.plan = cohort, Plan()
        self.fields["cooperative"].queryset = Cooperative.objects.filter(
            country=cohort.country
        ).exclude(status=CooperativeStatus.DISSOLVED)

    def clean(self):
        """``row``: the person as a list would have named her, read by the same rules."""
        data = super().clean()
        if self.errors:
            return data
        given = {name: str(data[name] or "") for name in roster.FIELDS}
        try:
            data["row"] = roster.one(
                given, country=self.cohort.country, this_year=timezone.localdate().year
            )
        except roster.Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        self.plan = plan_for(self.cohort, [data["row"]], data["cooperative"])
        if self.plan.problems:
            raise ValidationError(self.plan.problems[0].text)
        return data


class TrainersForm(forms.Form):
    """Who teaches a cohort: of those who hold the role or teach the programme, at least one."""

    trainers = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Trainers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All of them see the cohort, mark its work and write to it."),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, initial={"trainers": cohort.trainers.all()}, **kwargs)
        self.fields["trainers"].queryset = colleagues(cohort)


class MessageForm(forms.Form):
    """A message to everybody in a cohort."""

    text = forms.CharField(
        label=_("Message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_(
            "Everybody in the cohort reads it in the course. Who has an e-mail is told that there is one."
        ),
    )


class LearnersForm(forms.Form):
    """Which learners of a cohort are shown."""

    SHOW = [
        ("", _("all")),
        ("completed", _("completed")),
        ("waiting", _("not started")),
        ("silent", _("silent")),
        ("stuck", _("stuck")),
        ("withdrawn", _("withdrawn")),
    ]
    q = forms.CharField(
        required=False, max_length=80, label=_("Name"), widget=forms.TextInput({"type": "search"})
    )
    show = forms.ChoiceField(required=False, choices=SHOW, widget=forms.HiddenInput)

    def pick(self, learners, silent_since, stuck):
        """The learners asked for; all who stay when the question cannot be read. ``stuck``: ids of enrolments."""
        if not self.is_valid():
            return learners.staying()
        kinds = {
            "": learners.staying,
            "completed": lambda: learners.filter(status="completed"),
            "waiting": learners.not_started,
            "silent": lambda: learners.silent_since(silent_since),
            "stuck": lambda: learners.filter(pk__in=stuck),
            "withdrawn": lambda: learners.filter(status="withdrawn"),
        }
        return kinds[self.cleaned_data["show"]]().named(self.cleaned_data["q"])
