import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.choices import Country


class CountryChoice(forms.Form):
    """Of which of the countries that one manages."""

    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data, *, countries):
        super().__init__(data)
        self.countries = countries
        self.fields["country"].choices = [(code, Country(code).label) for code in countries]

    @property
    def chosen(self):
        """A country, the first where none was chosen; None where there is none."""
        self.is_valid()
        return self.cleaned_data.get("country") or next(iter(self.countries), None)


class CloseMonth(forms.Form):
    """Which month of which country is to be closed, as its page names it: ``2026-03``."""

    country = forms.ChoiceField(choices=Country)
    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$")

    def clean_month(self):
        return dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")
