"""Admin screens of schemes and their requirements, for administrators."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from certification.choices import ConflictRule
from certification.models import (
    CertificationScheme,
    ExternalCredential,
    Requirement,
    SchemeVersion,
)
from certification.requirements.fields import WordsField
from certification.requirements.kinds import KINDS
from certification.viewsets.marks import MarkPermissionViewSet, MarkViewSet
from certification.viewsets.templates import TemplateVersionViewSet, TemplateViewSet
from courses.models import Edition, EditionActivity
from lms.people.choices import Role
from lms.people.models import Person
from lms.people.querysets import in_force_of

SIGNATORIES = 3
PARTNERS = 2


class SchemeForm(forms.ModelForm):
    """A scheme: its kind and who decides."""

    class Meta:
        model = CertificationScheme
        fields = ["code", "kind", "number_prefix", "programme", "certifiers"]
        widgets = {"certifiers": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        certifiers = Person.objects.filter(
            in_force_of("appointments"), appointments__role=Role.CERTIFIER
        )
        self.fields["certifiers"].queryset = certifiers.distinct().order_by("last_name")
        versions = self.instance.versions if self.instance.pk else SchemeVersion.objects.none()
        if versions.exclude(status=SchemeVersion.Status.DRAFT).exists():
            for name in CertificationScheme.LASTING:
                self.fields[name].disabled = True


class SchemeVersionForm(forms.ModelForm):
    """A draft of a scheme, with its words in each language and up to three signatories."""

    titles = WordsField(label=_("Title"), printed=True)
    texts = WordsField(label=_("What it is for"), required=False, printed=True)
    issuers = WordsField(label=_("Issuer"), printed=True)
    partner_0 = WordsField(label=_("First partner organisation"), required=False)
    partner_1 = WordsField(label=_("Second partner organisation"), required=False)
    conflict_rules = forms.MultipleChoiceField(
        label=_("Who may not decide"),
        choices=ConflictRule,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody decides on her own file, whatever is chosen here."),
    )

    class Meta:
        model = SchemeVersion
        fields = [
            *["titles", "texts", "issuers", "deciders", "conflict_rules"],
            *["validity_months", "renewed_by", "renewal_opens_months", "template"],
        ]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for place, partner in enumerate(self.instance.partners):
            self.initial[f"partner_{place}"] = partner
        for place in range(SIGNATORIES):
            self._add_signatory(place, *self.instance.signatories[place : place + 1])

    def _add_signatory(self, place, known=None):
        known, number = known or {}, {"number": place + 1}
        self.fields[f"signatory_{place}"] = forms.CharField(
            label=_("Signatory %(number)s") % number,
            max_length=100,
            required=place == 0,
            initial=known.get("name"),
        )
        self.fields[f"functions_{place}"] = WordsField(
            label=_("Function of signatory %(number)s") % number,
            required=place == 0,
            initial=known.get("functions"),
            printed=True,
        )

    def clean(self):
        for place in range(SIGNATORIES):
            name = self.cleaned_data.get(f"signatory_{place}")
            if name and not self.cleaned_data.get(f"functions_{place}"):
                self.add_error(f"functions_{place}", _("Say in which function she or he signs."))
        return super().clean()

    def save(self, commit=True):
        signed = [
            {
                "name": self.cleaned_data[f"signatory_{place}"],
                "functions": self.cleaned_data[f"functions_{place}"],
            }
            for place in range(SIGNATORIES)
        ]
        partners = (self.cleaned_data[f"partner_{place}"] for place in range(PARTNERS))
        self.instance.partners = [partner for partner in partners if partner]
        self.instance.signatories = [one for one in signed if one["name"]]
        return super().save(commit)


class RequirementForm(forms.ModelForm):
    """One thing a draft asks for: what its kind sets, no more. Courses and activities are those released last."""

    class Meta:
        model = Requirement
        fields = ["position", "group", "group_needs"]

    def __init__(self, *args, kind, version=None, **options):
        super().__init__(*args, **options)
        self.instance.kind = kind
        if version:
            self.instance.version = version
        self.kind = KINDS[kind]
        own = self._records_fields() | self.kind.fields()
        for name, field in own.items():
            field.initial = self.instance.params.get(name, field.initial)
            self.fields[name] = field
        self.initial |= {
            "course": self.instance.course_key,
            "activity": self.instance.activity_key,
        }
        self.order_fields(["position", *own, "group", "group_needs"])

    def _records_fields(self):
        editions = Edition.objects.latest_of_each_course()
        if self.kind.asks_activity:
            found = EditionActivity.objects.filter(
                edition__in=editions, kind=self.kind.asks_activity
            )
            self.activities = {str(one.key): one for one in found.select_related("edition")}
            choices = [
                (key, f"{one.edition.title} · {one.title}") for key, one in self.activities.items()
            ]
            return {"activity": forms.ChoiceField(label=_("Activity"), choices=choices)}
        if self.kind.asks_course:
            choices = [(str(edition.course_key), edition.title) for edition in editions]
            return {"course": forms.ChoiceField(label=_("Course"), choices=choices)}
        return {}

    def _post_clean(self):
        """Before the rules of the table are asked."""
        said = self.cleaned_data
        self.instance.params = {
            name: said[name]
            for name in self.kind.fields()
            # Nought is a number that was written; an empty field and a box without its tick are not.
            if said.get(name) is not False and said.get(name) not in (None, "")
        }
        if activity := self.kind.asks_activity and self.activities.get(said.get("activity")):
            self.instance.course_key, self.instance.activity_key = (
                activity.edition.course_key,
                activity.key,
            )
        elif said.get("course"):
            self.instance.course_key = UUID(said["course"])
        super()._post_clean()


class SchemeViewSet(ModelViewSet):
    model = CertificationScheme
    icon = "clipboard-list"
    list_display = ["__str__", "code", "kind", "number_prefix"]
    list_filter = ["kind"]
    search_fields = ["code"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SchemeForm


class ExternalCredentialForm(forms.ModelForm):
    url = forms.URLField(
        label=_("Address where it can be checked"), required=False, assume_scheme="https"
    )

    class Meta:
        model = ExternalCredential
        fields = ["person", "issuer", "title", "number", "url", "seen_by"]


class ExternalCredentialViewSet(ModelViewSet):
    model = ExternalCredential
    icon = "doc-full"
    list_display = ["person", "issuer", "title", "number", "seen_by"]
    list_filter = ["issuer"]
    search_fields = ["title", "number"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return ExternalCredentialForm


class CertificationViewSetGroup(ViewSetGroup):
    menu_label = _("Certification")
    menu_icon = "check"
    menu_order = 350
    items = (
        SchemeViewSet("certification_schemes"),
        MarkViewSet("certification_marks"),
        MarkPermissionViewSet("certification_mark_permissions"),
        ExternalCredentialViewSet("external_credentials"),
        TemplateViewSet("certification_templates"),
        TemplateVersionViewSet("certification_template_versions"),
    )
