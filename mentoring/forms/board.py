from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.choices import Country


class BoardFilter(forms.Form):
    """Which engagements the board is about: of a country, a region, a programme, a mentor, or all that one sees."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    mentor = forms.TypedChoiceField(label=_("Mentor"), required=False, coerce=int, empty_value=None)

    def __init__(self, data, *, lines):
        """The choices are what occurs in the lines; a country is only asked for where there are several."""
        super().__init__(data)
        cooperatives = [line.cooperative for line in lines]
        countries = sorted({one.country for one in cooperatives})
        regions = sorted({one.region for one in cooperatives if one.region})
        programmes = {line.engagement.programme_id: line.engagement.programme for line in lines}
        mentors = {mentor.pk: mentor for line in lines for mentor in line.mentors}
        self._offer("country", _("all countries"), [(c, Country(c).label) for c in countries])
        self._offer("region", _("all regions"), [(region, region) for region in regions])
        self._offer("programme", _("all programmes"), _named(programmes))
        self._offer("mentor", _("all mentors"), _named(mentors))
        if len(countries) < 2:
            del self.fields["country"]

    def _offer(self, name, everything, choices):
        self.fields[name].choices = [("", everything), *choices]

    @property
    def chosen(self):
        """What was chosen, by the name of its field; what is no choice is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def pick(self, lines):
        chosen = self.chosen
        return [line for line in lines if all(_fits(line, *choice) for choice in chosen.items())]


def _named(rows):
    return sorted(((pk, str(row)) for pk, row in rows.items()), key=lambda choice: choice[1])


def _fits(line, name, value):
    if name == "programme":
        return str(line.engagement.programme_id) == value
    if name == "mentor":
        return any(mentor.pk == value for mentor in line.mentors)
    return getattr(line.cooperative, name) == value
