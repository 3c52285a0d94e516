from django import forms
from django.utils.translation import gettext_lazy as _


class OpeningForm(forms.Form):
    """Why a private note must be opened."""

    reason = forms.CharField(
        label=_("What is the danger, and why does the note help?"),
        help_text=_("The second person, the author and the administrators read this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
