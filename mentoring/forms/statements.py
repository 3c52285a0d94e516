from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.core.inputs import DayInput
from lms.people.models import Person

LONGEST = timedelta(days=366)


class StatementForm(forms.Form):
    """Whose work, from one day to another."""

    mentor = forms.ModelChoiceField(Person.objects.none(), label=_("Mentor"), required=False)
    first = forms.DateField(label=_("From"), widget=DayInput)
    last = forms.DateField(label=_("Until"), widget=DayInput)

    def __init__(self, *args, mentors, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        self.by, field.queryset, field.empty_label = by, mentors, _("My own work")
        if mentors.exclude(pk=by.pk).exists():
            return
        field.widget = forms.HiddenInput()

    def clean_mentor(self):
        return self.cleaned_data["mentor"] or self.by

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            raise ValidationError(_("The period ends before it begins."), code="backwards")
        if first and last and last - first > LONGEST:
            raise ValidationError(_("A statement covers at most a year."), code="too_long")
        return data
