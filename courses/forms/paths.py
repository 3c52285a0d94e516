"""How trainers lead learners through a course: dates of activities, and what somebody could do before."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.actions.dates import Dates
from lms.core.inputs import DayInput


class DatesForm(forms.Form):
    """Two days for each activity. ``dates`` holds only those that were changed here.

    The page carries what it showed, so that a field nobody touched does not undo what a colleague wrote meanwhile.
    """

    def __init__(self, *args, activities, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.activities, self.known = activities, {row.activity_key: row for row in known}
        for activity in activities:
            row = self.known.get(activity.key)
            opens = _("Opens on: %(activity)s") % {"activity": activity}
            due = _("Due on: %(activity)s") % {"activity": activity}
            self.fields[f"opens-{activity.key}"] = _day(opens, row and row.opens_on)
            self.fields[f"due-{activity.key}"] = _day(due, row and row.due_on)

    def clean(self):
        data = super().clean()
        for activity in self.activities:
            opens, due = (data.get(f"{day}-{activity.key}") for day in ("opens", "due"))
            if opens and due and due < opens:
                self.add_error(
                    f"due-{activity.key}",
                    ValidationError(_("An activity cannot be due before it opens.")),
                )
        return data

    @property
    def rows(self):
        """Each activity with its two fields."""
        return [(a, self[f"opens-{a.key}"], self[f"due-{a.key}"]) for a in self.activities]

    @property
    def dates(self):
        return [
            Dates(activity.key, self._now(activity, "opens"), self._now(activity, "due"))
            for activity in self.activities
            if {f"opens-{activity.key}", f"due-{activity.key}"} & set(self.changed_data)
        ]

    def _now(self, activity, day):
        """What was written here, else what is kept by now."""
        name, row = f"{day}-{activity.key}", self.known.get(activity.key)
        if name in self.changed_data:
            return self.cleaned_data[name]
        return getattr(row, f"{day}_on", None)


def _day(label, initial):
    return forms.DateField(
        label=label,
        required=False,
        initial=initial,
        show_hidden_initial=True,
        widget=DayInput({"aria-label": label}),
    )


class PriorForm(forms.Form):
    """Activities of a course, some of them whole modules, and how the trainer knows."""

    reason = forms.CharField(
        label=gettext_lazy("How do you know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A certificate, a talk, work that you saw. The learner reads it too."
        ),
    )

    def __init__(self, *args, outline, **kwargs):
        super().__init__(*args, **kwargs)
        self.outline = outline
        self.chosen = []

    def clean(self):
        """Only what is in this outline counts; a module stands for all that is not done in it."""
        data = super().clean()
        modules, steps = self._posted("module"), self._posted("activity")
        self.chosen = [
            step.key
            for step in self.outline.steps
            if not step.done and (str(step.key) in steps or str(step.module.key) in modules)
        ]
        if not self.chosen:
            raise ValidationError(_("Tick at least one activity."))
        return data

    def _posted(self, name):
        return set(self.data.getlist(name))

    @property
    def ticked(self):
        """What was ticked, for a page that is shown again."""
        return self._posted("module") | self._posted("activity") if self.is_bound else set()
