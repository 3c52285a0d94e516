"""Admin screens of schemes and their requirements, for administrators."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from courses.models import Edition, EditionActivity
from lms.core.templatetags.site import direction
from lms.people.choices import Country, Role
from lms.people.models import Person
from lms.people.querysets import in_force_of

from .choices import RequirementKind
from .models import CertificationScheme, Mark, MarkPermission, Requirement, SchemeVersion

SIGNATORIES = 3


class WordsWidget(forms.MultiWidget):
    """One line for each language."""

    def __init__(self):
        super().__init__([self._line(code, name) for code, name in settings.LANGUAGES])

    def _line(self, code, name):
        return forms.TextInput(
            {"aria-label": name, "placeholder": name, "lang": code, "dir": direction(code)}
        )

    def decompress(self, words):
        return [(words or {}).get(code, "") for code, _name in settings.LANGUAGES]


class WordsField(forms.MultiValueField):
    """``{language: words}``: in all languages, or in none when it may be empty."""

    def __init__(self, **options):
        lines = [
            forms.CharField(max_length=300, required=False) for _language in settings.LANGUAGES
        ]
        super().__init__(lines, widget=WordsWidget(), require_all_fields=False, **options)

    def compress(self, values):
        words = {
            code: value
            for (code, _name), value in zip(settings.LANGUAGES, values, strict=False)
            if value
        }
        if words and len(words) < len(settings.LANGUAGES):
            raise forms.ValidationError(_("Write it in each language."))
        return words


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


class SchemeVersionForm(forms.ModelForm):
    """A draft of a scheme, with its words in each language and up to three signatories."""

    titles = WordsField(label=_("Title"))
    texts = WordsField(label=_("What it is for"), required=False)
    issuers = WordsField(label=_("Issuer"))

    class Meta:
        model = SchemeVersion
        fields = ["scheme", "titles", "texts", "issuers", "deciders", "validity_months"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
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
        )

    def clean(self):
        if self.instance.status != SchemeVersion.Status.DRAFT:
            self.add_error(None, _("This version is in force, or was. Write a new version."))
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
        self.instance.signatories = [one for one in signed if one["name"]]
        return super().save(commit)


class RequirementForm(forms.ModelForm):
    """One thing a scheme asks for: a course, or a quiz, of those released last."""

    course = forms.ChoiceField(label=_("Course"), required=False)
    quiz = forms.ChoiceField(label=_("Quiz"), required=False)

    class Meta:
        model = Requirement
        fields = ["version", "position", "kind", "course", "quiz", "min_percent"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["version"].queryset = SchemeVersion.objects.filter(status="draft")
        editions = Edition.objects.latest_of_each_course()
        quizzes = EditionActivity.objects.filter(edition__in=editions, kind="quiz")
        self.quizzes = {str(quiz.key): quiz for quiz in quizzes.select_related("edition")}
        self.fields["course"].choices = [
            ("", ""),
            *((str(edition.course_key), edition.title) for edition in editions),
        ]
        self.fields["quiz"].choices = [
            ("", ""),
            *((key, f"{quiz.edition.title} · {quiz.title}") for key, quiz in self.quizzes.items()),
        ]
        self.initial["course"] = self.instance.course_key
        self.initial["quiz"] = self.instance.activity_key

    def clean(self):
        quiz = self.quizzes.get(self.cleaned_data.get("quiz"))
        if self.cleaned_data.get("kind") != RequirementKind.QUIZ_PASSED:
            if not self.cleaned_data.get("course"):
                self.add_error("course", _("Choose the course."))
            self.instance.course_key = self.cleaned_data.get("course") or None
            self.instance.activity_key = None
        elif quiz:
            self.instance.course_key, self.instance.activity_key = quiz.edition.course_key, quiz.key
        else:
            self.add_error("quiz", _("Choose the quiz."))
        return super().clean()


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


class SchemeVersionViewSet(ModelViewSet):
    model = SchemeVersion
    icon = "history"
    list_display = ["__str__", "status", "in_force_from"]
    list_filter = ["scheme", "status"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SchemeVersionForm


class RequirementViewSet(ModelViewSet):
    model = Requirement
    icon = "list-ol"
    list_display = ["version", "position", "kind", "min_percent"]
    list_filter = ["kind"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return RequirementForm


class MarkForm(forms.ModelForm):
    MOST_BYTES = 300_000

    class Meta:
        model = Mark
        fields = ["name", "owner", "picture"]
        # Plain inputs: what lies there has no public address to show.
        widgets = {"picture": forms.FileInput}

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        image = getattr(picture, "image", None)
        if picture.size > self.MOST_BYTES or (image and image.format not in ("PNG", "JPEG")):
            raise forms.ValidationError(_("Use a PNG or JPEG file of at most 300 kB."))
        return picture


class MarkPermissionForm(forms.ModelForm):
    countries = forms.MultipleChoiceField(
        label=_("Countries"), choices=Country.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = MarkPermission
        fields = ["mark", "schemes", "countries", "starts_on", "ends_on", "document"]
        widgets = {
            "schemes": forms.CheckboxSelectMultiple,
            "document": forms.FileInput,
            "starts_on": forms.DateInput({"type": "date"}),
            "ends_on": forms.DateInput({"type": "date"}),
        }


class MarkViewSet(ModelViewSet):
    model = Mark
    icon = "image"
    list_display = ["__str__", "owner"]
    search_fields = ["name", "owner"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return MarkForm


class MarkPermissionViewSet(ModelViewSet):
    model = MarkPermission
    icon = "doc-full"
    list_display = ["mark", "country_names", "starts_on", "ends_on"]
    list_filter = ["mark"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return MarkPermissionForm


class CertificationViewSetGroup(ViewSetGroup):
    menu_label = _("Certification")
    menu_icon = "check"
    menu_order = 350
    items = (
        SchemeViewSet("certification_schemes"),
        SchemeVersionViewSet("certification_versions"),
        RequirementViewSet("certification_requirements"),
        MarkViewSet("certification_marks"),
        MarkPermissionViewSet("certification_mark_permissions"),
    )
