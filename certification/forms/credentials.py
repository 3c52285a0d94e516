"""What is filled in about names, certificates and their registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification import spelling
from certification.choices import CredentialStatus, EventKind, NameChannel, Publicity, Reason
from certification.layouts import NAMES
from certification.models import CertificationScheme, Measure
from certification.words import LANGUAGES
from lms.core.inputs import DayInput
from lms.people.choices import Country

LONGEST_NAME = 80


def name_field(label, language, direction, *, autocomplete="off"):
    attrs = {"dir": direction, "lang": language, "autocomplete": autocomplete}
    return forms.CharField(
        label=label, max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs=attrs)
    )


class NamesForm(forms.Form):
    """A holder's names in the scripts that ``paper``, a version of a template, has a place for.

    They are judged as they will be drawn, in ``language`` or in the one that is chosen in the form.
    """

    name_latin = name_field(_("Name in Latin letters"), "fr", "ltr")
    name_arabic = name_field(_("Name in Arabic letters"), "ar", "rtl")
    name_tifinagh = name_field(_("Name in Tifinagh, if it should be printed"), "zgh", "ltr")
    name_devanagari = name_field(_("Name in Devanagari, if it should be printed"), "hi", "ltr")

    def __init__(self, *args, paper, language="", **options):
        super().__init__(*args, **options)
        self.layout, self.language = paper.drawn(), language
        for field in set(NAMES).difference(spelling.places(self.layout)):
            del self.fields[field]

    def clean(self):
        typed = {field: self.cleaned_data.pop(field, "") for field in NAMES}
        names = {field: " ".join(name.split()) for field, name in typed.items()}
        self.cleaned_data["names"] = names
        if self.errors:
            return
        if not (names["name_latin"] or names["name_arabic"]):
            raise forms.ValidationError(_("Write the name in at least one of the two scripts."))
        language = self.language or self.cleaned_data["language"]
        for field, sentence in spelling.faults(names, self.layout, language).items():
            self.add_error(field, sentence)


class NameForm(NamesForm):
    """How the candidate's name is printed, in each script, and the language of the certificate."""

    name_latin = name_field(_("Your name in Latin letters"), "fr", "ltr", autocomplete="name")
    name_arabic = name_field(_("Your name in Arabic letters"), "ar", "rtl")
    language = forms.ChoiceField(label=_("Language of the certificate"), widget=forms.RadioSelect)
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
    field_order = ["name_latin", "name_arabic", "language", "name_in_badge"]

    def __init__(self, *args, languages, **options):
        super().__init__(*args, **options)
        self.fields["language"].choices = [(code, LANGUAGES[code]) for code in languages]


class HeardNameForm(NameForm):
    """The name as a candidate without a phone told it to a certifier."""

    name_latin = NamesForm.base_fields["name_latin"]
    name_arabic = NamesForm.base_fields["name_arabic"]
    channel = forms.ChoiceField(
        label=_("How did she or he confirm it?"),
        choices=[(one.value, one.label) for one in (NameChannel.PHONE, NameChannel.PAPER)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
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
        widget=DayInput,
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


class ReplaceForm(NamesForm):
    """What is put right on a certificate."""

    issued_on = forms.DateField(label=_("Date on the certificate"), widget=DayInput)
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
