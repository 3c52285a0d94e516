from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.choices import Half, Presence
from courses.models.cohorts import Cohort, Enrolment
from courses.querysets.days import AttendanceQuerySet, TrainingDayQuerySet
from lms.core.ids import new_id


class TrainingDay(models.Model):
    """A day of a workshop for one cohort: where, when, with whom. Counted in half-days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="training_days")
    activity_key = models.UUIDField()
    held_on = models.DateField(_("date"))
    morning = models.BooleanField(_("morning"), default=True)
    afternoon = models.BooleanField(_("afternoon"), default=True)
    venue = models.CharField(_("venue"), max_length=200)
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="training_days",
        verbose_name=_("trainer"),
    )
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What to bring, how to get there: learners read it.")
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TrainingDayQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("training day")
        verbose_name_plural = _("training days")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key", "held_on"],
                name="one_training_day_of_a_workshop_on_a_date",
                condition=Q(cancelled_at=None),
                violation_error_message=_("This workshop already has that day."),
            ),
            models.CheckConstraint(
                name="training_day_has_a_half",
                condition=Q(morning=True) | Q(afternoon=True),
                violation_error_message=_("Choose the morning, the afternoon or both."),
            ),
        ]

    def __str__(self):
        return f"{self.cohort} · {self.held_on}"

    @property
    def halves(self):
        chosen = {Half.MORNING: self.morning, Half.AFTERNOON: self.afternoon}
        return [half for half, held in chosen.items() if held]


class Attendance(models.Model):
    """Whether a learner was there for a half-day. Without a row nobody has said yet."""

    day = models.ForeignKey(TrainingDay, on_delete=models.PROTECT, related_name="attendances")
    half = models.CharField(max_length=2, choices=Half)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)
    walked_in = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AttendanceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "half", "enrolment"], name="one_attendance_in_a_half_day"
            )
        ]

    def __str__(self):
        return f"{self.day} · {self.half} · {self.enrolment_id}"


class TrainingReport(models.Model):
    """What is reported of a workshop: figures counted from attendance, fixed when it is submitted, and words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="training_reports")
    activity_key = models.UUIDField()
    # As ``reports.days`` counts them.
    figures = models.JSONField(default=dict)
    went_well = models.TextField(_("what went well"), blank=True)
    was_difficult = models.TextField(_("what was difficult"), blank=True)
    next_steps = models.TextField(_("what follows"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    # Somebody else than those who trained has read it and holds it for true.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("activity report")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key"], name="one_report_of_a_workshop"
            ),
            models.CheckConstraint(
                name="only_a_submitted_report_is_accepted",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__gte=F("submitted_at"), accepted_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.cohort} · {self.activity_key}"


class GroupLesson(models.Model):
    """A lesson that a group did together on one phone. Each who was there has done it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="group_lessons")
    activity_key = models.UUIDField()
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_lessons_led"
    )
    present = models.ManyToManyField(Enrolment, related_name="group_lessons")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    held_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("group lesson")
        ordering = ["-held_at"]

    def __str__(self):
        return f"{self.cohort} · {self.held_at:%Y-%m-%d}"
