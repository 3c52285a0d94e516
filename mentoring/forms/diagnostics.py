from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.core.inputs import DayInput
from lms.people.models import Cooperative, Membership
from mentoring import maturity
from mentoring.choices import Moment
from mentoring.models import Diagnostic, DiagnosticTool
from mentoring.tools.rules import is_code

MOST_QUESTIONS = 100
UNKNOWN = "unknown"


class LevelsField(forms.Field):
    """Question code → level. Which questions there are, the tool says."""

    def clean(self, value):
        fits = isinstance(value, dict) and 0 < len(value) <= MOST_QUESTIONS
        if not fits or not maturity.fits(value, set(filter(is_code, value))):
            raise ValidationError(_("Levels go from 0 to 4."), code="levels")
        return value


class DiagnosticForm(forms.Form):
    """What a diagnostic is opened with."""

    moment = forms.ChoiceField(
        label=_("When is it?"), choices=Moment, widget=forms.RadioSelect, initial=Moment.BASELINE
    )
    tool = forms.ModelChoiceField(
        DiagnosticTool.objects.published(), label=_("With which tool?"), empty_label=None
    )
    held_on = forms.DateField(label=_("Date"), widget=DayInput)


class OpenDiagnostic(DiagnosticForm):
    """The screen of who opens it."""

    def __init__(self, data=None, *, cooperative):
        today = timezone.localdate()
        super().__init__(data, initial={"held_on": today})
        self.cooperative = cooperative
        self.fields["held_on"].widget.attrs = {"max": today}
        self.fields["tool"].label_from_instance = _named
        self.fields["tool"].initial = DiagnosticTool.objects.published().first()

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        return {
            "cooperative": self.cooperative.pk,
            "tool": data["tool"].pk,
            "moment": data["moment"],
            "held_on": data["held_on"].isoformat(),
        }


class DiagnosticOpened(DiagnosticForm):
    """The payload of ``mentoring.diagnostic_opened``. A tool that has retired since is refused in words."""

    cooperative = forms.ModelChoiceField(Cooperative.objects.all())
    tool = forms.ModelChoiceField(DiagnosticTool.objects.all())


class OfDiagnostic(forms.Form):
    """The payload of a deed that needs no more than to know which diagnostic."""

    diagnostic = forms.ModelChoiceField(Diagnostic.objects.select_related("cooperative", "tool"))


class ScoresGiven(OfDiagnostic):
    """The payload of ``mentoring.scores_given``."""

    membership = forms.ModelChoiceField(Membership.objects.all())
    levels = LevelsField()


class ConsensusRecorded(OfDiagnostic):
    """The payload of ``mentoring.consensus_recorded``: one axis."""

    axis = forms.CharField(max_length=30)
    levels = LevelsField()
    reason = forms.CharField(max_length=1000)


class ScoreForm(forms.Form):
    """All questions of a tool, each with its levels in words. Whoever does not know says so."""

    def __init__(self, axes, data=None):
        super().__init__(data)
        for axis in axes:
            for question in axis["questions"]:
                self.fields[question["code"]] = _level_field(
                    question, [(UNKNOWN, _("I do not know"))]
                )
        codes = [axis["code"] for axis in axes]
        self.axes = [
            {
                **axis,
                "fields": [self[question["code"]] for question in axis["questions"]],
                "before": before,
                "after": after,
            }
            for axis, before, after in zip(axes, [None, *codes], [*codes[1:], None], strict=False)
        ]

    def clean(self):
        data = super().clean()
        if not self.errors and set(data.values()) == {UNKNOWN}:
            raise ValidationError(_("Choose a level for at least one question."), code="nothing")
        return data

    @property
    def first_wrong(self):
        """The first axis with something missing: there the form opens again."""
        return next(
            (axis["code"] for axis in self.axes if any(field.errors for field in axis["fields"])),
            None,
        )

    def levels(self):
        """As the one door takes them; what she does not know is not there."""
        return {code: int(level) for code, level in self.cleaned_data.items() if level != UNKNOWN}


class AxisForm(forms.Form):
    """Where the group stands on one axis, and why. ``proposed``: question code → level."""

    reason = forms.CharField(
        label=_("Why do you stand there? Write it in the group’s own words."),
        help_text=_("For example what happens, how often, who does it. Write no names."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, axis, data=None, *, proposed, reason=""):
        super().__init__(data, initial={"reason": reason})
        for question in axis["questions"]:
            self.fields[question["code"]] = _level_field(question, [])
            self.initial[question["code"]] = proposed.get(question["code"])
        self.questions = [self[question["code"]] for question in axis["questions"]]

    def levels(self):
        return {field.name: int(self.cleaned_data[field.name]) for field in self.questions}


def _level_field(question, more):
    return forms.ChoiceField(
        label=question["text"],
        choices=[*enumerate(question["levels"]), *more],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )


def _named(tool):
    return _("%(tool)s (version %(version)s)") % {"tool": tool.name, "version": tool.version}
