from django import forms
from django.utils.translation import gettext_lazy as _


class JudgeForm(forms.Form):
    """What a certifier declares for every line she ticks."""

    nothing_between = forms.BooleanField(
        label=_("Nothing stands between me and a fair decision on those I ticked."),
        error_messages={"required": _("Tick this too, or leave the files to another certifier.")},
        help_text=_(
            "For instance: you did not train or coach them, you are not related, you do not work together."
        ),
    )
