from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import Basis
from courses.models.cohorts import Enrolment
from courses.querysets.records import OwnQuerySet


class Completion(models.Model):
    """An activity is done, in whatever language. Never taken back."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    activity_key = models.UUIDField()
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.SELF_STUDY)
    # Who said so, and why, where the learner did not do it by herself.
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    done_at = models.DateTimeField(_("done at"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="activity_completed_once"
            )
        ]

    def __str__(self):
        return str(self.activity_key)


class CheckAnswer(models.Model):
    """The latest answer to a quick check inside a lesson. It helps to learn and is never graded."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="check_answers")
    activity_key = models.UUIDField()
    question_id = models.UUIDField()
    answer = models.JSONField()
    right = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key", "question_id"], name="one_answer_to_a_check"
            )
        ]

    def __str__(self):
        return str(self.question_id)


class LessonPlace(models.Model):
    """How far a learner has come inside a lesson: the part on the screen, and where each recording stopped."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lesson_places")
    activity_key = models.UUIDField()
    part = models.PositiveSmallIntegerField(default=0)
    # Address of the recording → seconds.
    seconds = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_place_in_a_lesson"
            )
        ]

    def __str__(self):
        return str(self.activity_key)


class Bookmark(models.Model):
    """A lesson that a learner wants to find again."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="bookmarks")
    activity_key = models.UUIDField()
    set_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="bookmarked_once")
        ]

    def __str__(self):
        return str(self.activity_key)


class LessonNote(models.Model):
    """What a learner wrote for herself beside a lesson. Nobody else reads it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lesson_notes")
    activity_key = models.UUIDField()
    text = models.TextField(_("note"))
    written_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_note_beside_a_lesson"
            )
        ]

    def __str__(self):
        return str(self.activity_key)

    def as_shown(self):
        """What a form shows of it, and which version that is."""
        return {"text": self.text, "base": self.written_at.isoformat()}
