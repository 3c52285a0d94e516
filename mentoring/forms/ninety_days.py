from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from lms.core.inputs import DayInput
from lms.people.models import Membership
from mentoring.models import NinetyDayPlan

from .plans import RowField, in_words, words_input


class PlannedAction(forms.Form):
    """One of the three: what, and by when."""

    text = forms.CharField(label=_("What will you do?"), max_length=300, widget=in_words(2))
    due_on = forms.DateField(label=_("By when"), widget=DayInput)


class PlanFields(forms.Form):
    membership = RowField(
        Membership.objects.all(),
        label=_("In which cooperative?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    supporter = forms.CharField(
        label=_("Who supports you?"),
        help_text=_("The name of somebody who asks you how it goes."),
        max_length=120,
        widget=words_input(),
    )


class PlanScreen(PlanFields):
    """The screen of a participant: her cooperatives, her supporter, and three rows."""

    def __init__(self, data=None, *, enrolment, memberships):
        super().__init__(data, initial={"membership": memberships[0].pk})
        self.enrolment = enrolment
        self.fields["membership"].queryset = Membership.objects.filter(
            pk__in=[one.pk for one in memberships]
        )
        self.fields["membership"].choices = [(one.pk, str(one.cooperative)) for one in memberships]
        if len(memberships) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
        self.rows = [
            PlannedAction(data, prefix=f"actions-{n}") for n in range(NinetyDayPlan.ACTIONS)
        ]
        today = timezone.localdate()
        last = today + timedelta(days=NinetyDayPlan.DAYS)
        for row in self.rows:
            row.fields["due_on"].widget.attrs = {"min": today, "max": last}

    def clean(self):
        data = super().clean()
        if not all(row.is_valid() for row in self.rows):
            raise ValidationError(
                _("Each of your three actions needs what you will do, and by when."), code="actions"
            )
        return data

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        return {
            "enrolment": str(self.enrolment.pk),
            "membership": data["membership"].pk,
            "supporter": data["supporter"],
            "actions": [
                {"text": row.cleaned_data["text"], "due_on": row.cleaned_data["due_on"].isoformat()}
                for row in self.rows
            ],
        }


class PlanWritten(PlanFields):
    """The payload of ``mentoring.ninety_day_plan_written``."""

    enrolment = forms.ModelChoiceField(Enrolment.objects.all())
    actions = forms.JSONField()

    def clean_actions(self):
        told = self.cleaned_data["actions"]
        if not isinstance(told, list) or len(told) != NinetyDayPlan.ACTIONS:
            raise ValidationError(_("A 90-day plan has three actions."), code="actions")
        rows = [PlannedAction(row if isinstance(row, dict) else {}) for row in told]
        if not all(row.is_valid() for row in rows):
            raise ValidationError(
                _("Each of your three actions needs what you will do, and by when."), code="actions"
            )
        return [row.cleaned_data for row in rows]
