from csp.constants import SELF
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection, Locale, Page
from wagtail_localize.fields import SynchronizedField

from courses.choices import ActivityKind
from courses.models import Programme

from . import files, printing
from .blocks.bodies import LESSON_BLOCKS, QUIZ_BLOCKS
from .questions.asking import KINDS

CODE = RegexValidator(r"^[A-Z0-9.-]+$", _("Use capitals, digits, dots and dashes only."))
# Without a public address there is no slug for Wagtail's own title panel to keep in step.
TITLE = FieldPanel("title", classname="title")
PLAIN_TEXT = ["bold", "italic", "ol", "ul", "link"]


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
        return not self.locale_id or self.locale == Locale.get_default()

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


class HomePage(CurriculumPage):
    """Where the public site starts in one language."""

    lead = models.TextField(_("introduction"), blank=True)
    how_to_join = RichTextField(_("how to join"), blank=True, features=PLAIN_TEXT)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.ProgrammePage"]
    content_panels = [TitleFieldPanel("title"), FieldPanel("lead"), FieldPanel("how_to_join")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        programmes = ProgrammePage.objects.child_of(self).live().order_by("path")
        return super().get_context(request, *args, **kwargs) | {"programmes": programmes}


class ProgrammePage(CurriculumPage):
    """A curriculum: stages of courses, or courses alone. Publishing it makes the programme known to all apps."""

    SAME_IN_ALL_LANGUAGES = ("code",)

    code = models.CharField(
        _("code"),
        max_length=30,
        validators=[CODE],
        help_text=_(
            "Short and without spaces, for example BOOTCOOP. It names the programme on lists."
        ),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences for the public site.")
    )

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.StagePage", "content.CoursePage"]
    content_panels = [TitleFieldPanel("title"), FieldPanel("code"), FieldPanel("summary")]

    class Meta:
        verbose_name = _("programme")

    def clean(self):
        super().clean()
        others = ProgrammePage.objects.exclude(translation_key=self.translation_key)
        if others.filter(code=self.code).exists():
            raise ValidationError({"code": _("Another programme has this code.")})

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"stages": self.stages()}

    def stages(self):
        """Published stages with their published courses; courses without a stage stand under None."""
        stages = {
            page.path: (page, [])
            for page in StagePage.objects.child_of(self).live().order_by("path")
        }
        alone = []
        for course in CoursePage.objects.descendant_of(self).live().order_by("path"):
            parent = course.path[: -course.steplen]
            if parent in stages:
                stages[parent][1].append(course)
            elif parent == self.path:
                alone.append(course)
        return ([(None, alone)] if alone else []) + list(stages.values())


class StagePage(HiddenPage):
    """A part of a programme: some courses on the way to the next gate."""

    SAME_IN_ALL_LANGUAGES = ("code",)

    code = models.CharField(_("code"), max_length=30, blank=True, validators=[CODE])
    summary = models.TextField(_("summary"), blank=True)

    parent_page_types = ["content.ProgrammePage"]
    subpage_types = ["content.CoursePage"]
    content_panels = [TITLE, FieldPanel("code"), FieldPanel("summary")]

    class Meta:
        verbose_name = _("stage")


class CoursePage(CurriculumPage):
    """A course as it is being written. What learners see of it is the edition that was released."""

    SAME_IN_ALL_LANGUAGES = ("code",)

    code = models.CharField(
        _("code"), max_length=30, validators=[CODE], help_text=_("For example BC-2.1.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences for the public site.")
    )
    objectives = models.TextField(
        _("objectives"),
        blank=True,
        help_text=_("What one can do after the course. Write each objective on a line of its own."),
    )

    parent_page_types = ["content.StagePage", "content.ProgrammePage"]
    subpage_types = ["content.ModulePage"]
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
    ]

    class Meta:
        verbose_name = _("course")

    def get_context(self, request, *args, **kwargs):
        modules = ModulePage.objects.child_of(self).live().order_by("path")
        return super().get_context(request, *args, **kwargs) | {
            "modules": modules,
            "programme": self.programme_page,
        }

    @property
    def objective_lines(self):
        return [line.strip() for line in self.objectives.splitlines() if line.strip()]

    @property
    def programme_page(self):
        return ProgrammePage.objects.ancestor_of(self).first()


class ModulePage(HiddenPage):
    """A part of a course: some lessons and quizzes towards one objective."""

    SAME_IN_ALL_LANGUAGES = ("code",)

    code = models.CharField(_("code"), max_length=30, blank=True, validators=[CODE])
    objective = models.TextField(
        _("objective"),
        blank=True,
        help_text=_("What one can do after this module, in one sentence."),
    )

    parent_page_types = ["content.CoursePage"]
    subpage_types = ["content.LessonPage", "content.QuizPage"]
    content_panels = [TITLE, FieldPanel("code"), FieldPanel("objective")]

    class Meta:
        verbose_name = _("module")


class ActivityPage(HiddenPage):
    """A lesson or a quiz. Its preview is printed exactly as a release prints it."""

    required = models.BooleanField(
        _("required"), default=True, help_text=_("Learners must do it to complete the course.")
    )

    parent_page_types = ["content.ModulePage"]
    subpage_types = []
    preview_modes = [("learner", _("As a learner")), ("rtl", _("Right to left"))]

    class Meta:
        abstract = True

    @property
    def blocks(self):
        return getattr(self, self.blocks_field)

    @property
    def body_blocks(self):
        """What stands in its parts."""
        return self.blocks if self.kind == ActivityKind.LESSON else []

    @property
    def question_blocks(self):
        return [block for block in self.blocks if block.block_type in KINDS]

    @property
    def raw_blocks(self):
        return list(self.blocks.raw_data)

    def serve_preview(self, request, mode_name):
        text = printing.text_of(self, store=files.own_name)
        with translation.override("ar" if mode_name == "rtl" else text.language):
            context = {"page": self, "text": text, "parts": text.parts_with_questions}
            response = render(request, "content/preview.html", context)
        # The editor shows it in a frame.
        response._csp_replace = {"frame-ancestors": [SELF]}
        return response


class LessonPage(ActivityPage):
    """What a learner reads or listens to in one sitting, with quick checks between."""

    SAME_IN_ALL_LANGUAGES = ("required", "minutes")
    kind = ActivityKind.LESSON
    blocks_field = "body"

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, help_text=_("How long it takes somebody who reads slowly.")
    )
    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("content"))

    content_panels = [
        TITLE,
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")]),
    ]

    class Meta:
        verbose_name = _("lesson")

    @property
    def rules(self):
        return {}


class QuizPage(ActivityPage):
    """Questions that are marked on the server, with a pass mark and a number of tries."""

    SAME_IN_ALL_LANGUAGES = ("required", "pass_mark", "tries")
    kind = ActivityKind.QUIZ
    blocks_field = "questions"
    minutes = 0

    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent of all marks."),
    )
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=3, help_text=_("How often one may take it. 0 means as often as wanted.")
    )
    questions = StreamField(QUIZ_BLOCKS, blank=True, verbose_name=_("questions"))

    content_panels = [
        TITLE,
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("tries")]), FieldPanel("required")],
            _("Rules"),
        ),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @property
    def rules(self):
        return {"pass_mark": self.pass_mark, "tries": self.tries}


class ProgrammeDesk(models.Model):
    """What the trainers of a programme write with: their group, which has its rights, and their images and files."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="desk")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="desk")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="desk")

    class Meta:
        verbose_name = _("desk of a programme")

    def __str__(self):
        return str(self.programme)
