from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohorts import Cohort, Enrolment
from courses.models.days import TrainingDay
from courses.querysets.surveys import SurveyInvitationQuerySet, SurveyRoundQuerySet


class SurveyRound(models.Model):
    """A survey is put to a cohort: at the end of a training day, at the end of the course, or months after it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="survey_rounds")
    activity_key = models.UUIDField()
    day = models.ForeignKey(
        TrainingDay, on_delete=models.PROTECT, null=True, related_name="survey_rounds"
    )
    # Months after the cohort closed; 0 = with the course.
    wave = models.PositiveSmallIntegerField(default=0)
    opens_on = models.DateField()
    closes_on = models.DateField()
    # Closed by a trainer before its time, so that its results can be read.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of a survey")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key", "day", "wave"], name="one_round_of_a_survey"
            ),
            models.UniqueConstraint(
                fields=["cohort", "activity_key", "wave"],
                name="one_round_of_a_survey_without_a_day",
                condition=Q(day=None),
            ),
        ]

    def __str__(self):
        return f"{self.cohort} · {self.wave}"

    def takes_answers_of(self, at):
        """What was answered while it was open may still be sent afterwards, until its results are read."""
        days = (timezone.localdate(), timezone.localdate(at))
        return not self.closed_at and any(self.opens_on <= day <= self.closes_on for day in days)


class SurveyInvitation(models.Model):
    """A learner is asked once in a round. It says whether she answered, never what or when."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="invitations")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="survey_invitations"
    )
    answered = models.BooleanField(default=False)

    objects = SurveyInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "enrolment"], name="invited_once_in_a_round")
        ]

    def __str__(self):
        return f"{self.round} · {self.enrolment_id}"


class SurveyAnswer(models.Model):
    """What somebody answered. Nothing ties it to her: no name, no time, and an id that keeps no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="answers")
    answers = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.round)
