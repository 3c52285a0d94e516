from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .choices import Outcome
from .models import CertificationScheme
from .shaping import missing_glyphs, printed_name

LONGEST_NAME = 80


class NameForm(forms.Form):
    """How the candidate's name is printed, in each script, and the language of the certificate."""

    name_latin = forms.CharField(
        label=_("Your name in Latin letters"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "fr", "autocomplete": "name"}),
    )
    name_arabic = forms.CharField(
        label=_("Your name in Arabic letters"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the certificate"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    name_in_badge = forms.BooleanField(
        label=_("Write my name in the digital badge"),
        required=False,
        help_text=_(
            "The badge is a picture for the internet that proves your certificate. Without your name nobody learns from it who you are. The PDF always has your name."
        ),
    )

    def clean_name_latin(self):
        return self._printable("name_latin")

    def clean_name_arabic(self):
        return self._printable("name_arabic")

    def _printable(self, field):
        name = " ".join(self.cleaned_data[field].split())
        if missing := missing_glyphs(printed_name(name)):
            raise forms.ValidationError(
                _("The certificate cannot print: %(letters)s"),
                params={"letters": " ".join(sorted(missing))},
            )
        return name

    def clean(self):
        names = [self.cleaned_data.get(field) for field in ("name_latin", "name_arabic")]
        if not self.errors and not any(names):
            raise forms.ValidationError(_("Write your name in at least one of the two scripts."))
        return self.cleaned_data


class DecisionForm(forms.Form):
    """A certifier's decision; the two buttons are the choice."""

    outcome = forms.ChoiceField(choices=Outcome, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Note to the file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for a refusal: the candidate will read it."),
    )

    def clean(self):
        refused = self.cleaned_data.get("outcome") == Outcome.REFUSE
        if refused and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that the candidate can understand."))
        return self.cleaned_data


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays in the register. The public page shows the date, not the reason."),
    )


class SchemeFilter(forms.Form):
    """Which scheme a list shows; none is all of them."""

    scheme = forms.ModelChoiceField(
        CertificationScheme.objects.none(),
        label=_("Scheme"),
        required=False,
        empty_label=_("All schemes"),
    )

    def __init__(self, *args, schemes, **options):
        super().__init__(*args, **options)
        self.fields["scheme"].queryset = schemes

    @property
    def chosen(self):
        """The scheme, or None; an address with a wrong one shows all."""
        return self.cleaned_data.get("scheme") if self.is_valid() else None
