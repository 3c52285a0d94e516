from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from content.blocks.bodies import BODY_BLOCKS, RUBRIC_BLOCKS, SURVEY_BLOCKS
from courses.choices import ActivityKind

from .activities import ALWAYS, PERCENT, WEIGHT, ActivityPage, held, tabs


class AssignmentPage(ActivityPage):
    """Work to hand in, which a person marks by a rubric."""

    SAME_IN_ALL_LANGUAGES = (*ALWAYS, "accepts", "pass_mark", "second_marker", "weight")
    page_description = _("Work to hand in, which a person marks by a rubric.")
    kind = ActivityKind.ASSIGNMENT

    body = StreamField(
        BODY_BLOCKS,
        blank=True,
        verbose_name=_("brief"),
        help_text=_("What is to be done, and how the learner knows that it is good."),
    )
    rubric = StreamField(
        RUBRIC_BLOCKS,
        blank=True,
        verbose_name=_("rubric"),
        help_text=_("What it is marked by. Learners read it before they begin."),
    )
    accepts = models.JSONField(_("what may be handed in"), default=list, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=60,
        validators=PERCENT,
        help_text=_("In percent of the points of the rubric."),
    )
    second_marker = models.BooleanField(
        _("two people mark it"),
        default=False,
        help_text=_("Where they differ, a third person settles it."),
    )
    weight = models.PositiveSmallIntegerField(_("weight"), **WEIGHT)

    edit_handler = tabs(
        [FieldPanel("body"), FieldPanel("rubric")],
        [
            FieldPanel("accepts"),
            FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("weight")]),
            FieldPanel("second_marker"),
        ],
    )

    class Meta:
        verbose_name = _("assignment")

    @property
    def rules(self):
        rules = {
            **super().rules,
            "accepts": list(self.accepts),
            "rubric": {
                str(criterion.id): {
                    str(level.id): level.value["points"] or 0
                    for level in criterion.value["levels"].bound_blocks
                }
                for criterion in self.rubric
            },
            "pass_mark": self.pass_mark,
        }
        if self.weight != 1:
            rules["weight"] = self.weight
        return rules | held(second_marker=self.second_marker)


class WorkshopPage(ActivityPage):
    """Training days where people meet. Who comes to enough half-days has done it."""

    SAME_IN_ALL_LANGUAGES = (*ALWAYS, "half_days", "min_attendance")
    page_description = _(
        "Training days where people meet. Who comes to enough half-days has done it."
    )
    kind = ActivityKind.WORKSHOP

    body = StreamField(
        BODY_BLOCKS,
        blank=True,
        verbose_name=_("programme of the day"),
    )
    bring = models.TextField(
        _("what to bring"), blank=True, help_text=_("Write each thing on a line of its own.")
    )
    half_days = models.PositiveSmallIntegerField(
        _("half-days"), default=2, help_text=_("How many it has in all: a whole day is two.")
    )
    min_attendance = models.PositiveSmallIntegerField(
        _("attendance needed"),
        default=80,
        validators=PERCENT,
        help_text=_("In percent of the half-days."),
    )

    edit_handler = tabs(
        [FieldPanel("body"), FieldPanel("bring")],
        [FieldRowPanel([FieldPanel("half_days"), FieldPanel("min_attendance")])],
    )

    class Meta:
        verbose_name = _("workshop")

    @property
    def rules(self):
        attendance = {"half_days": self.half_days, "min_attendance": self.min_attendance}
        return {**super().rules, **attendance}


class SurveyPage(ActivityPage):
    """What learners think of it, without their names."""

    SAME_IN_ALL_LANGUAGES = (*ALWAYS, "daily", "waves")
    page_description = _("What learners think of it, without their names.")
    kind = ActivityKind.SURVEY

    questions = StreamField(SURVEY_BLOCKS, blank=True, verbose_name=_("questions"))
    daily = models.BooleanField(
        _("asked at the end of each training day"),
        default=False,
        help_text=_("If not, it is asked once, where it stands in the course."),
    )
    waves = models.JSONField(
        _("asked again after"),
        default=list,
        blank=True,
        help_text=_("Counted from the end of the cohort: what has stayed?"),
    )

    edit_handler = tabs([FieldPanel("questions")], [FieldPanel("daily"), FieldPanel("waves")])

    class Meta:
        verbose_name = _("survey")

    @property
    def rules(self):
        return {**super().rules, **held(daily=self.daily, waves=list(self.waves))}
