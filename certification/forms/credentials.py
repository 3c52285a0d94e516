"""What is filled in about names, certificates and their registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.choices import CredentialStatus, EventKind, NameChannel, Publicity, Reason
from certification.models import CertificationScheme, Measure
from certification.shaping import missing_glyphs, printed_name
from certification.words import LANGUAGES
from lms.people.choices import Country

LONGEST_NAME = 80


def printable(name):
    """A name as typed, without double spaces. Raises ValidationError with the letters that cannot be printed."""
    name = " ".join(name.split())
    if missing := missing_glyphs(printed_name(name)):
        raise forms.ValidationError(
            _("The certificate cannot print: %(letters)s"),
            params={"letters": " ".join(sorted(missing))},
        )
    return name


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
        choices=list(LANGUAGES.items()),
        widget=forms.RadioSelect,
    )
    name_in_badge = forms.TypedChoiceField(
        label=_("Your digital badge"),
        choices=[(False, _("without my name")), (True, _("with my name"))],
        coerce="True".__eq__,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The badge is a picture for the internet that proves your certificate. Without your name nobody learns from it who you are. The PDF always has your name."
        ),
    )

    name_tifinagh = forms.CharField(
        label=_("Name in Tifinagh, if it should be printed"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "zgh", "autocomplete": "off"}),
    )
    name_devanagari = forms.CharField(
        label=_("Name in Devanagari, if it should be printed"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "hi", "autocomplete": "off"}),
    )

    def clean_name_latin(self):
        return printable(self.cleaned_data["name_latin"])

    def clean_name_arabic(self):
        return printable(self.cleaned_data["name_arabic"])

    def clean_name_tifinagh(self):
        return printable(self.cleaned_data["name_tifinagh"])

    def clean_name_devanagari(self):
        return printable(self.cleaned_data["name_devanagari"])

    def clean(self):
        names = [self.cleaned_data.get(field) for field in ("name_latin", "name_arabic")]
        if not self.errors and not any(names):
            raise forms.ValidationError(_("Write your name in at least one of the two scripts."))
        others = ("name_tifinagh", "name_devanagari")
        self.cleaned_data["others"] = {field: self.cleaned_data.pop(field, "") for field in others}
        return self.cleaned_data


class HeardNameForm(NameForm):
    """The name as a candidate without a phone told it to a certifier."""

    channel = forms.ChoiceField(
        label=_("How did she or he confirm it?"),
        choices=[(one.value, one.label) for one in (NameChannel.PHONE, NameChannel.PAPER)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name_latin"].label = _("Name in Latin letters")
        self.fields["name_arabic"].label = _("Name in Arabic letters")
        self.fields["name_in_badge"].label = _("Digital badge")
        self.fields["name_in_badge"].choices = [
            (False, _("without the name")),
            (True, _("with the name")),
        ]


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


class RegisterFilter(SchemeFilter):
    """What the register shows: a scheme, a status, a country, and words of a name or a number."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("all")), *CredentialStatus.choices]
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("all")), *Country.choices]
    )
    q = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class PublicFilter(SchemeFilter):
    """What the public register shows."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("all")), *Country.choices]
    )
    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class NumberForm(forms.Form):
    """The number of a certificate and its holder's family name: only both together find it."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    family_name = forms.CharField(
        label=_("Family name of the holder"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("As it is printed, in Latin or in Arabic letters."),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF of the certificate"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class MeasureForm(forms.Form):
    """Why a certificate is suspended, made valid again or withdrawn."""

    reason_code = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Suspended until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The last day. After it the certificate counts again by itself."),
    )
    note = forms.CharField(
        label=_("Note for the certifiers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "It stays with the certifiers. Neither the holder nor the public page shows it."
        ),
    )

    def __init__(self, *args, kind, **options):
        super().__init__(*args, **options)
        self.fields["reason_code"].choices = [
            (reason.value, reason.label) for reason in Measure.REASONS[kind]
        ]
        if kind != EventKind.SUSPENDED:
            del self.fields["until"]


class ReplaceForm(forms.Form):
    """What is put right on a certificate, as it is printed."""

    name_latin = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "fr", "autocomplete": "off"}),
    )
    name_arabic = forms.CharField(
        label=_("Name in Arabic letters"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
    )
    issued_on = forms.DateField(
        label=_("Date on the certificate"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason_code = forms.ChoiceField(
        label=_("Reason"),
        choices=[(one.value, one.label) for one in (Reason.CORRECTION, Reason.NAME_CHANGE)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for the certifiers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example which paper you have seen."),
    )

    def clean_name_latin(self):
        return printable(self.cleaned_data["name_latin"])

    def clean_name_arabic(self):
        return printable(self.cleaned_data["name_arabic"])

    def clean(self):
        names = [self.cleaned_data.get(field) for field in ("name_latin", "name_arabic")]
        if not self.errors and not any(names):
            raise forms.ValidationError(_("Write the name in at least one of the two scripts."))
        return self.cleaned_data


class PublicityForm(forms.Form):
    publicity = forms.ChoiceField(
        label=_("Who sees my certificate"), choices=Publicity, widget=forms.RadioSelect
    )


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("What should the certifiers know?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The certifiers of this certificate read it, and nobody else."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The holder reads it."),
    )
