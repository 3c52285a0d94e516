from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Collection

from courses.models import Programme

from .base import CODE, TITLE, CurriculumPage, HiddenPage
from .choosing import CourseForm

PLAIN_TEXT = ["bold", "italic", "ol", "ul", "link"]


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

    @property
    def programme(self):
        """What all apps know of it; None before it was published for the first time."""
        return Programme.objects.filter(key=self.translation_key).first()

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

    SAME_IN_ALL_LANGUAGES = ("code", "opens_after_previous")

    code = models.CharField(_("code"), max_length=30, blank=True, validators=[CODE])
    summary = models.TextField(_("summary"), blank=True)
    opens_after_previous = models.BooleanField(
        _("opens when the courses of the previous stage are completed"), default=False
    )

    parent_page_types = ["content.ProgrammePage"]
    subpage_types = ["content.CoursePage"]
    content_panels = [
        TITLE,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("opens_after_previous"),
    ]

    class Meta:
        verbose_name = _("stage")


class CoursePage(CurriculumPage):
    """A course as it is being written. What learners see of it is the edition that was released."""

    SAME_IN_ALL_LANGUAGES = ("code", "requires")
    base_form_class = CourseForm

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
    # Translation keys of other courses of the programme.
    requires = models.JSONField(
        _("courses to complete before"),
        default=list,
        blank=True,
        help_text=_("Learners open this course when they have completed all of these."),
    )

    parent_page_types = ["content.StagePage", "content.ProgrammePage"]
    subpage_types = ["content.ModulePage"]
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("requires"),
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

    @cached_property
    def programme(self):
        """The programme that it belongs to; None before its page was published for the first time."""
        page = self.programme_page
        return page and page.programme


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
    subpage_types = [
        "content.LessonPage",
        "content.QuizPage",
        "content.AssignmentPage",
        "content.WorkshopPage",
        "content.SurveyPage",
    ]
    content_panels = [TITLE, FieldPanel("code"), FieldPanel("objective")]

    class Meta:
        verbose_name = _("module")


class ProgrammeDesk(models.Model):
    """What the trainers of a programme write with: their group, which has its rights, and their images and files."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="desk")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="desk")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="desk")

    class Meta:
        verbose_name = _("desk of a programme")

    def __str__(self):
        return str(self.programme)
