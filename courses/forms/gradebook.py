from django import forms
from django.utils.translation import gettext_lazy as _


class OverrideForm(forms.Form):
    """A grade set by hand; left empty, the computed one counts again."""

    percent = forms.DecimalField(
        label=_("Grade in percent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Left empty, the grade that was computed counts again."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The learner and your colleagues read it."),
    )
