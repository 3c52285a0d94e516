from csp.constants import SELF
from django.core.validators import MaxValueValidator
from django.db import models
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from content import files, printing
from content.blocks.bodies import LESSON_BLOCKS, QUIZ_BLOCKS
from content.questions.asking import KINDS
from courses.choices import ActivityKind

from .base import TITLE, HiddenPage


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
    def draw_blocks(self):
        return [block for block in self.blocks if block.block_type == "draw"]

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
