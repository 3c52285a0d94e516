from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.choices import Country
from lms.people.models import Person


class OverdueFilter(forms.Form):
    """Whose overdue actions a manager looks at. A choice that is none of hers is as if none was made."""

    mentor = forms.ModelChoiceField(
        Person.objects.none(), label=_("Mentor"), required=False, empty_label=_("All mentors")
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data, *, mentors, regions, countries):
        super().__init__(data)
        self.fields["mentor"].queryset = mentors
        self.fields["region"].choices = [("", _("All regions")), *((r, r) for r in regions)]
        names = dict(Country.choices)
        self.fields["country"].choices = [
            ("", _("All countries")),
            *((code, names[code]) for code in countries),
        ]
        if len(countries) < 2:
            del self.fields["country"]

    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
