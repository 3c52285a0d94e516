from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.core.errors import RuleError

from .models import Person


class CardForm(forms.Form):
    """Sign-in with the card: cooperative code and personal PIN."""

    cooperative_code = forms.CharField(
        label=_("Code of the cooperative"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "organization"}
        ),
        help_text=_("The letters and digits on top of your card."),
    )
    pin = forms.CharField(
        label=_("Your PIN"),
        max_length=12,
        widget=forms.PasswordInput(
            render_value=False, attrs={"inputmode": "numeric", "autocomplete": "current-password"}
        ),
        help_text=_("The digits on your card. Keep them to yourself."),
    )

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        try:
            self.person = authenticate(None, **data)
        except RuleError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return data


class ProfileForm(forms.ModelForm):
    """What a person changes about herself."""

    class Meta:
        model = Person
        fields = ["language"]
        help_texts = {"language": _("The site opens in this language when you sign in.")}
