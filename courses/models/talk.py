from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohorts import Cohort
from courses.querysets.talk import LessonQuestionQuerySet
from lms.core.ids import new_id


class Spoken(models.Model):
    """Words that people of a cohort wrote to each other. What a trainer hid stays, and only trainers read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    hidden_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text[:60]


class LessonQuestion(Spoken):
    """What somebody asks under a lesson. Only her cohort reads it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="lesson_questions")
    activity_key = models.UUIDField()

    objects = LessonQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question under a lesson")
        ordering = ["-written_at"]
        indexes = [models.Index(fields=["cohort", "activity_key"], name="questions_of_a_lesson")]


class LessonReply(Spoken):
    """An answer to a question under a lesson, by a trainer or by a peer."""

    question = models.ForeignKey(LessonQuestion, on_delete=models.PROTECT, related_name="replies")
    # A trainer says that this answers the question.
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer to a question")
        ordering = ["written_at"]


class CohortMessage(models.Model):
    """What a trainer wrote to everybody in a cohort."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=2000)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message to a cohort")
        ordering = ["-sent_at"]

    def __str__(self):
        return self.text[:60]
