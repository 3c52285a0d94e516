from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.choices import Basis
from courses.models.cohorts import Enrolment
from courses.models.editions import EditionActivity
from courses.querysets import AttemptQuerySet
from lms.core.ids import new_id


class Completion(models.Model):
    """An activity is done, in whatever language. Never taken back."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    activity_key = models.UUIDField()
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.SELF_STUDY)
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


class Attempt(models.Model):
    """A quiz handed in: its answers, marked on the server with the key of the edition it was taken from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(EditionActivity, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    max_score = models.DecimalField(max_digits=6, decimal_places=2)
    passed = models.BooleanField()
    handed_in_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="attempt_number_once"
            ),
            models.CheckConstraint(
                name="score_between_nothing_and_all",
                condition=Q(score__gte=0) & Q(score__lte=F("max_score")),
            ),
        ]

    def __str__(self):
        return f"{self.activity} · {self.number}"

    @property
    def percent(self):
        return int(100 * self.score / self.max_score) if self.max_score else 0


class Response(models.Model):
    """One answer of an attempt and the marks it got."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    question_id = models.UUIDField()
    answer = models.JSONField()
    marks = models.DecimalField(max_digits=5, decimal_places=2)
    out_of = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question_id"], name="one_response_to_a_question"
            )
        ]

    def __str__(self):
        return str(self.question_id)
