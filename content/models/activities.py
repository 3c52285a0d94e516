from csp.constants import SELF
from django.core.validators import MaxValueValidator
from django.db import models
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField

from content import files, printing
from content.blocks.bodies import BODY_BLOCKS, LESSON_BLOCKS, QUIZ_BLOCKS
from content.questions.asking import KINDS
from courses.choices import ActivityKind, Grading, Reveal

from .base import TITLE, HiddenPage
from .choosing import ActivityForm

ALWAYS = ("required", "minutes", "opens_after", "opens_after_percent")
WEIGHT = {"default": 1, "help_text": _("How much it counts in the gradebook. 0 means not at all.")}
PERCENT = [MaxValueValidator(100)]
OPENING = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("opens_after"), FieldPanel("opens_after_percent")])],
    _("When it opens"),
)
GUIDE = ObjectList([FieldPanel("guide")], heading=_("Guide for the trainer"))


def tabs(content, rules):
    """What learners get, what only their trainer reads, and what holds in all languages."""
    always = FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")])
    return TabbedInterface(
        [
            ObjectList([TITLE, *content], heading=_("Content")),
            GUIDE,
            ObjectList([*rules, always, OPENING], heading=_("Rules")),
        ]
    )


def held(**rules):
    """The rules that hold: those that say nothing are left out."""
    return {name: value for name, value in rules.items() if value}


class ActivityPage(HiddenPage):
    """Something to do in a course. Its preview is printed exactly as a release prints it.

    Words to read are in its field ``body``, questions in ``body`` or ``questions``; a kind has those it needs.
    """

    SAME_IN_ALL_LANGUAGES = ALWAYS
    base_form_class = ActivityForm

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, help_text=_("How long it takes somebody who reads slowly.")
    )
    required = models.BooleanField(
        _("required"), default=True, help_text=_("Learners must do it to complete the course.")
    )
    # A translation key of the same course.
    opens_after = models.UUIDField(
        _("opens after"),
        null=True,
        blank=True,
        help_text=_("What must be done before. Left empty, it is open with the course."),
    )
    opens_after_percent = models.PositiveSmallIntegerField(
        _("with at least"),
        default=0,
        validators=PERCENT,
        help_text=_("Percent of the marks of a quiz or an assignment. 0 means done is enough."),
    )
    guide = StreamField(
        BODY_BLOCKS,
        blank=True,
        verbose_name=_("guide for the trainer"),
        help_text=_("How to lead it: only trainers read this, beside the page. Learners never do."),
    )

    parent_page_types = ["content.ModulePage"]
    subpage_types = []
    preview_modes = [
        ("learner", _("As a learner")),
        ("rtl", _("Right to left")),
        ("guide", _("The guide for the trainer")),
    ]

    class Meta:
        abstract = True

    @property
    def rules(self):
        if not self.opens_after:
            return {}
        return {"opens_after": {"key": str(self.opens_after), "percent": self.opens_after_percent}}

    @property
    def body_blocks(self):
        """What stands in its parts."""
        return getattr(self, "body", ())

    @property
    def question_blocks(self):
        blocks = [*self.body_blocks, *getattr(self, "questions", ())]
        return [block for block in blocks if block.block_type in KINDS]

    @property
    def draw_blocks(self):
        return [block for block in getattr(self, "questions", ()) if block.block_type == "draw"]

    @property
    def criterion_blocks(self):
        return getattr(self, "rubric", ())

    @classmethod
    def stream_names(cls):
        return [field.name for field in cls._meta.get_fields() if isinstance(field, StreamField)]

    @property
    def raw_blocks(self):
        """Those of all its fields, as they are stored."""
        return [raw for name in self.stream_names() for raw in getattr(self, name).raw_data]

    def serve_preview(self, request, mode_name):
        with translation.override("ar" if mode_name == "rtl" else self.locale.language_code):
            if mode_name == "guide":
                context = {"page": self, "guide": printing.guide_of(self, store=files.own_name)}
                response = render(request, "content/preview_guide.html", context)
            else:
                response = render(request, "content/preview.html", {"page": self})
        # The editor shows it in a frame.
        response._csp_replace = {"frame-ancestors": [SELF]}
        return response


class LessonPage(ActivityPage):
    """What a learner reads or listens to in one sitting, with quick checks between."""

    page_description = _(
        "What a learner reads or listens to in one sitting, with quick checks between."
    )
    kind = ActivityKind.LESSON

    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("content"))

    edit_handler = tabs([FieldPanel("body")], [])

    class Meta:
        verbose_name = _("lesson")


class QuizPage(ActivityPage):
    """Questions that are marked, with a pass mark and a number of tries."""

    SAME_IN_ALL_LANGUAGES = (
        *ALWAYS,
        *("pass_mark", "tries", "grading", "time_limit", "one_by_one", "reveal"),
        *("weight", "pre_test"),
    )
    page_description = _("Questions that are marked, with a pass mark and a number of tries.")
    kind = ActivityKind.QUIZ

    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=PERCENT,
        help_text=_("In percent of all marks."),
    )
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=3, help_text=_("How often one may take it. 0 means as often as wanted.")
    )
    grading = models.CharField(
        _("what counts"), max_length=10, choices=Grading, default=Grading.BEST
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit"), default=0, help_text=_("In minutes. 0 means none.")
    )
    one_by_one = models.BooleanField(
        _("one question a page"), default=False, help_text=_("Easier on a small phone.")
    )
    reveal = models.CharField(
        _("right answers are shown"), max_length=10, choices=Reveal, default=Reveal.LAST_TRY
    )
    weight = models.PositiveSmallIntegerField(_("weight"), **WEIGHT)
    # The translation key of another quiz of the same course.
    pre_test = models.UUIDField(
        _("test before"),
        null=True,
        blank=True,
        help_text=_("A quiz that was taken before: the two are compared to see what was learned."),
    )
    questions = StreamField(QUIZ_BLOCKS, blank=True, verbose_name=_("questions"))

    edit_handler = tabs(
        [FieldPanel("questions")],
        [
            FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("weight")]),
            FieldRowPanel([FieldPanel("tries"), FieldPanel("grading")]),
            FieldRowPanel([FieldPanel("time_limit"), FieldPanel("one_by_one")]),
            FieldRowPanel([FieldPanel("reveal"), FieldPanel("pre_test")]),
        ],
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @property
    def rules(self):
        rules = {**super().rules, "pass_mark": self.pass_mark, "tries": self.tries}
        if self.grading != Grading.BEST:
            rules["grading"] = str(self.grading)
        if self.reveal != Reveal.LAST_TRY:
            rules["reveal"] = str(self.reveal)
        if self.weight != 1:
            rules["weight"] = self.weight
        pre_test = str(self.pre_test) if self.pre_test else ""
        return rules | held(minutes=self.time_limit, one_by_one=self.one_by_one, pre_test=pre_test)
