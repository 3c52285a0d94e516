from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by
from lms.core.ids import new_id
from lms.people.models import Cooperative
from mentoring.ladder import KINDS, LEAST
from mentoring.models import StageGate

from .plans import RowField, in_words

LANGUAGES = dict(settings.LANGUAGES)
FREE_ROWS = 2
MOST_PIECES = 12


class ShownForm(forms.Form):
    """What shows a piece of evidence that no record shows: words, a photo or a document."""

    words = forms.CharField(
        label=_("In words"), max_length=1000, required=False, widget=in_words(2)
    )
    file = forms.FileField(label=_("Photo or document"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = (UploadKind.PHOTO, UploadKind.DOCUMENT)
        accept = ",".join(accepted_by(kind) for kind in taken)
        self.fields["file"].widget.attrs = {"accept": accept, "data-scale": "1600"}

    def clean(self):
        data = super().clean()
        if not self.errors and not data["words"] and not data["file"]:
            raise ValidationError(
                _("Write what shows it, or add a photo or a document."), code="nothing"
            )
        return data


class AboutGate(forms.Form):
    gate = RowField(StageGate.objects.all())
    cooperative = RowField(Cooperative.objects.all())


class GateEvidenceGiven(AboutGate):
    """The payload of ``mentoring.gate_evidence_given``: the words. Photos and documents follow by themselves."""

    code = forms.CharField(max_length=40)
    words = forms.CharField(max_length=1000)


class PassageAsked(AboutGate):
    """The payload of ``mentoring.passage_asked``."""


class ReturnForm(forms.Form):
    """Why a passage is sent back."""

    reason = forms.CharField(
        label=_("What is missing?"),
        help_text=_("The mentor and the cooperative read this."),
        max_length=1000,
        widget=in_words(3),
    )


class TitleForm(forms.Form):
    """A title in every language of ours."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            self.fields[f"title_{code}"] = forms.CharField(
                label=name,
                max_length=200,
                widget=forms.Textarea(
                    attrs={"rows": 2, "lang": code, "dir": "rtl" if code == "ar" else "ltr"}
                ),
            )

    @property
    def titles(self):
        return [self[f"title_{code}"] for code in LANGUAGES]

    def title(self):
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


def title_fields(title):
    return {f"title_{code}": title.get(code, "") for code in LANGUAGES}


class PieceForm(TitleForm):
    """One piece of evidence. Its code is given once and never renamed."""

    code = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Where it comes from"))
    least = forms.IntegerField(
        label=_("At least"),
        help_text=_("Only for members and sessions."),
        min_value=1,
        max_value=999,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, kind.label) for code, kind in KINDS.items()]
        self.fields["kind"].initial = "document"

    @property
    def is_kept(self):
        return bool(self.cleaned_data) and not self.cleaned_data.get("DELETE")

    def piece(self):
        data = self.cleaned_data
        code = data["code"] or f"{data['kind']}-{new_id().hex[-8:]}"
        piece = {"code": code, "kind": data["kind"], "title": self.title()}
        if KINDS[data["kind"]].counts:
            piece["least"] = data["least"] or LEAST
        return piece


PieceForms = forms.formset_factory(
    PieceForm, extra=FREE_ROWS, max_num=MOST_PIECES, validate_max=True, can_delete=True
)


class GateScreen(TitleForm):
    """A stage: its title, and what must be shown to pass from it."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data=None, *, gate):
        super().__init__(data, initial={"read": gate.reading, **title_fields(gate.title)})
        self.gate = gate
        rows = [{**piece, **title_fields(piece["title"])} for piece in gate.evidence]
        self.rows = PieceForms(data, initial=rows, prefix="pieces")
        self.fields["read"].widget.attrs = {"autocomplete": "off"}

    def clean(self):
        data = super().clean()
        if not self.rows.is_valid():
            raise ValidationError(_("A piece of evidence has no title or no kind."), code="pieces")
        self.evidence = [row.piece() for row in self.rows if row.is_kept]
        if not self.evidence:
            raise ValidationError(
                _("A stage asks for one piece of evidence at least."), code="none"
            )
        known = {piece["code"] for piece in self.gate.evidence}
        told = [row.cleaned_data["code"] for row in self.rows if row.cleaned_data.get("code")]
        if len(told) != len(set(told)) or not known.issuperset(told):
            raise ValidationError(
                _("This stage was changed meanwhile. Read it again."), code="codes"
            )
        return data
