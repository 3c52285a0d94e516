from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import Http404
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

CODE = RegexValidator(r"^[A-Z0-9.-]+$", _("Use capitals, digits, dots and dashes only."))
# Without a public address there is no slug for Wagtail's own title panel to keep in step.
TITLE = FieldPanel(
    "title", classname="title", widget=forms.TextInput(attrs={"placeholder": _("Title")})
)


class SourceRulesForm(WagtailAdminPageForm):
    """What holds in all languages is written on the page in the source language only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.is_source:
            for name in self.instance.SAME_IN_ALL_LANGUAGES:
                self.fields.pop(name, None)


class CurriculumPage(Page):
    """A page of the public site or of a curriculum, in one language."""

    SAME_IN_ALL_LANGUAGES = ()

    base_form_class = SourceRulesForm
    # The explorer lists what stands below in the order in which it is learned, and lets one change it.
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    @classproperty
    def override_translatable_fields(cls):
        """What a translation side by side takes from the source as it is, instead of asking for other words."""
        names = ("slug", *cls.SAME_IN_ALL_LANGUAGES)
        return [SynchronizedField(name, overridable=False) for name in names]

    @property
    def is_source(self):
        """Whether this page is in the language that rules, marks and right answers are taken from."""
        return not self.locale_id or self.locale.language_code == settings.LANGUAGE_CODE

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"language_urls": self.language_urls()}

    def language_urls(self):
        """Where this page is in each other language; where it is not, that language's home."""
        homes = {code: f"/{code}/" for code, _name in settings.LANGUAGES}
        translations = self.get_translations().live().select_related("locale")
        return homes | {page.locale.language_code: page.url for page in translations}


class HiddenPage(CurriculumPage):
    """A page without a public address: learners read its text in editions only."""

    show_in_menus_default = False
    promote_panels = []
    settings_panels = []

    class Meta:
        abstract = True

    def get_url_parts(self, request=None):
        return None

    def serve(self, request, *args, **kwargs):
        raise Http404
