from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models.attempts import Attempt, Mark
from courses.models.cohorts import Enrolment
from courses.models.submissions import Submission
from courses.querysets.handed_in import ContestQuerySet
from lms.core.ids import new_id


class Grade(models.Model):
    """How well a learner did an activity, in percent: computed from her attempts or work, or set by a trainer."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="grades")
    activity_key = models.UUIDField()
    computed = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    override = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    override_reason = models.TextField(_("reason"), blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("grade")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_grade_for_an_activity"
            ),
            models.CheckConstraint(
                name="grade_in_range",
                condition=(Q(computed=None) | Q(computed__gte=0) & Q(computed__lte=100))
                & (Q(override=None) | Q(override__gte=0) & Q(override__lte=100)),
            ),
            models.CheckConstraint(
                name="override_has_its_reason",
                condition=Q(override=None) | ~Q(override_reason=""),
                violation_error_message=_("Say why you set this grade."),
            ),
        ]

    def __str__(self):
        return f"{self.enrolment} · {self.activity_key}"

    @property
    def percent(self):
        """What counts: what a trainer set, else what was computed."""
        return self.computed if self.override is None else self.override


class Contest(models.Model):
    """A learner does not agree with a mark. Once for each attempt or submission; somebody answers with a reason."""

    class Outcome(models.TextChoices):
        WAITING = "", _("waiting for an answer")
        UPHELD = "upheld", _("the mark stays")
        CHANGED = "changed", _("the mark was changed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    attempt = models.OneToOneField(
        Attempt, on_delete=models.PROTECT, null=True, related_name="contest"
    )
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, related_name="contest"
    )
    reason = models.TextField(_("why you do not agree"))
    raised_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contested mark")
        constraints = [
            models.CheckConstraint(
                name="contest_of_one_thing",
                condition=Q(attempt__isnull=False, submission=None)
                | Q(attempt=None, submission__isnull=False),
            )
        ]

    def __str__(self):
        return str(self.attempt or self.submission)

    @property
    def of(self):
        """The attempt or submission whose mark is contested."""
        return self.attempt or self.submission

    def markers(self):
        """Ids of those who had given the mark when it was contested: they do not answer for it themselves."""
        if self.submission:
            reviews = self.submission.reviews.filter(reviewed_at__lte=self.recorded_at)
            return set(reviews.values_list("marker", flat=True))
        marks = Mark.objects.filter(response__attempt=self.attempt, given_at__lte=self.recorded_at)
        return set(marks.values_list("given_by", flat=True))
