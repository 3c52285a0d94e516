"""What markers fill in: a review with the rubric, points for answers, the answer to a contest."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by
from courses.models import Cohort, Review
from courses.reports.marking import ANSWERS, WORK

LONGEST_COMMENT = 5_000


class RubricForm(forms.Form):
    """One described level for each criterion of a printed rubric."""

    def __init__(self, rubric, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = [criterion["id"] for criterion in rubric]
        for criterion in rubric:
            self.fields[criterion["id"]] = forms.ChoiceField(
                label=criterion["title"],
                choices=[(level["id"], _described(level)) for level in criterion["levels"]],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a level.")},
            )
            self.fields[criterion["id"]].template_name = "courses/teach/_criterion.html"

    @property
    def by_rubric(self):
        return [self[criterion] for criterion in self.criteria]

    @property
    def levels(self):
        return {criterion: self.cleaned_data[criterion] for criterion in self.criteria}


def _described(level):
    return format_html("<strong>{}</strong> <small>{}</small>", level["title"], level["text"])


class VoiceField(forms.FileField):
    def __init__(self):
        chooser = forms.FileInput(
            attrs={"accept": accepted_by(UploadKind.VOICE), "capture": "user", "data-record": ""}
        )
        super().__init__(
            label=_("Or say it with your voice"),
            required=False,
            widget=chooser,
            help_text=_("For those who prefer to listen."),
        )


def kept_voice(form, name, enrolment, marker):
    """The recording that came with this form before it was refused, under ``<name>_id``."""
    known = f"{name}_id"
    if not form.data.get(known) or known in form.errors:
        return None
    chosen = {"pk": form.data[known], "owner": marker, "kind": UploadKind.VOICE}
    return enrolment.uploads.filter(**chosen).first()


class ReviewForm(RubricForm):
    comment = forms.CharField(
        label=_("What you say to her"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("What is good, and what is still missing. The learner reads it."),
    )
    outcome = forms.ChoiceField(
        label=_("So the work is"),
        choices=[
            (Review.Outcome.ACCEPT, _("accepted")),
            (Review.Outcome.REDO, _("to be done again")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    second_opinion = forms.BooleanField(required=False, widget=forms.HiddenInput)

    voice_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField()
        self.fields["outcome"].template_name = "courses/teach/_criterion.html"
        self.order_fields([*self.criteria, "comment", "voice", "outcome", "second_opinion"])


class QueueForm(forms.Form):
    """Which part of the marking queue is shown."""

    cohort = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Cohort"), empty_label=_("all cohorts")
    )
    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("everything")),
            (WORK, _("assignments")),
            (ANSWERS, _("answers of quizzes")),
        ],
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.visible_to(by)

    @property
    def chosen(self):
        """What was chosen; everything where the question cannot be read."""
        return self.cleaned_data if self.is_valid() else {}


class AnswerContestForm(forms.Form):
    """What is said to a learner who contests a mark, and whether it changes."""

    CHANGED, UPHELD = "changed", "upheld"
    answer = forms.CharField(
        label=_("What you answer"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("The learner reads it: say why."),
    )
    outcome = forms.ChoiceField(
        label=_("The mark"),
        choices=[(UPHELD, _("stays as it is")), (CHANGED, _("is changed, for the better"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].template_name = "courses/teach/_criterion.html"

    @property
    def changes(self):
        return self["outcome"].value() == self.CHANGED


class PointsForm(forms.Form):
    """Points for each of some answers."""

    def __init__(self, answers, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = answers
        for answer in answers:
            for name, field in self._fields(answer).items():
                self.fields[f"{name}-{answer.question['id']}"] = field

    def _fields(self, answer):
        most = answer.response.out_of
        points = forms.DecimalField(
            label=_("Points, from 0 to %(most)s") % {"most": f"{most.normalize():f}"},
            min_value=0,
            max_value=most,
            decimal_places=2,
            initial=answer.response.marks,
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}),
        )
        return {"points": points}

    def of(self, answer, name):
        return f"{name}-{answer.question['id']}"

    def rows(self):
        """Each answer with its fields."""
        names = self._fields(self.answers[0]) if self.answers else ()
        return [
            (answer, [self[self.of(answer, name)] for name in names]) for answer in self.answers
        ]

    def given(self):
        """Pairs of response and points."""
        return [
            (answer.response, self.cleaned_data[self.of(answer, "points")])
            for answer in self.answers
        ]


class AnswersForm(PointsForm):
    """Points for each answer, with words or a recording.

    How many marks it had when the page was shown goes along, so that nobody writes over another's.
    """

    def _fields(self, answer):
        comment = forms.CharField(
            label=_("What you say to her"),
            required=False,
            max_length=LONGEST_COMMENT,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        )
        seen = forms.IntegerField(
            min_value=0, initial=len(answer.history), widget=forms.HiddenInput
        )
        return super()._fields(answer) | {"comment": comment, "voice": VoiceField(), "seen": seen}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.voices:
            self.fields[f"{name}_id"] = forms.UUIDField(required=False)

    @property
    def voices(self):
        """The names of its fields for recordings."""
        return [self.of(answer, "voice") for answer in self.answers]

    def said(self, voices):
        """Of each answer of which something new is said: its response, and what ``mark_response`` is told.

        ``voices``: field name → the recording, or None.
        """
        for answer in self.answers:
            marks, comment, seen = (
                self.cleaned_data[self.of(answer, name)] for name in ("points", "comment", "seen")
            )
            voice = voices[self.of(answer, "voice")]
            if marks != answer.response.marks or comment or voice:
                told = {"marks": marks, "comment": comment, "voice": voice, "seen": seen}
                yield answer.response, told
