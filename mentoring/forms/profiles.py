from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from lms.people.choices import Sector


class ProfileForm(forms.Form):
    """What a mentor brings. ``regions`` are those that can be chosen."""

    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak with a cooperative?"),
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.MultipleChoiceField(
        label=_("In which regions do you work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sectors = forms.MultipleChoiceField(
        label=_("Which sectors do you know?"),
        choices=Sector,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most_cooperatives = forms.IntegerField(
        label=_("How many cooperatives can you accompany at most?"),
        help_text=_("You are never asked for more."),
        min_value=1,
        max_value=100,
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        codes = [code for code, _name in settings.LANGUAGES]
        self.fields["languages"].choices = [
            (code, capfirst(get_language_info(code)["name_translated"])) for code in codes
        ]
        self.fields["regions"].choices = [(region, region) for region in regions]
