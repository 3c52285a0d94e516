from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models.editions import Edition
from courses.querysets.cohorts import CohortQuerySet, EnrolmentQuerySet
from lms.core.ids import new_id
from lms.people.choices import Country


class Cohort(models.Model):
    """A group that learns from one edition, with its trainers. People join with its code or from a roster."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.MOROCCO)
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="cohorts_taught", verbose_name=_("trainers")
    )
    opens_on = models.DateField(_("from"), default=timezone.localdate)
    closes_on = models.DateField(_("until"))
    join_code = models.CharField(_("join code"), max_length=8, unique=True)
    join_code_ends_on = models.DateField(_("code valid until"))
    most_learners = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("How many can join with the code. Left empty, as many as come."),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CohortQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cohort")
        ordering = ["-opens_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="cohort_opens_before_it_closes",
                condition=Q(opens_on__lte=F("closes_on")),
                violation_error_message=_("A cohort cannot close before it opens."),
            )
        ]

    def __str__(self):
        return self.name

    def is_open_on(self, day):
        return self.opens_on <= day <= self.closes_on

    def takes_records_of(self, at):
        """What was done while it was open may still be sent when it is closed."""
        return self.is_open_on(timezone.localdate()) or self.is_open_on(timezone.localdate(at))


class Enrolment(models.Model):
    """A learner's place in a cohort. Once completed it stays completed."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("under way")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        (Status.ACTIVE, Status.COMPLETED),
        (Status.ACTIVE, Status.WITHDRAWN),
        (Status.WITHDRAWN, Status.ACTIVE),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    leads_groups = models.BooleanField(
        _("leads group lessons"),
        default=False,
        help_text=_("She may hold lessons for her group on her phone."),
    )

    objects = EnrolmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enrolment")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "learner"], name="enrolled_once_in_a_cohort"),
            models.CheckConstraint(
                name="completed_enrolment_has_its_time",
                condition=Q(status="completed", completed_at__isnull=False)
                | (~Q(status="completed") & Q(completed_at=None)),
            ),
        ]

    def __str__(self):
        return f"{self.learner} · {self.cohort}"


class ActivityDates(models.Model):
    """When an activity opens and is due in one cohort. Without a row it is open as long as the cohort is."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="activity_dates")
    activity_key = models.UUIDField()
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dates of an activity")
        verbose_name_plural = _("dates of activities")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key"], name="one_pair_of_dates_for_an_activity"
            ),
            models.CheckConstraint(
                name="activity_opens_before_it_is_due",
                condition=Q(opens_on=None) | Q(due_on=None) | Q(opens_on__lte=F("due_on")),
                violation_error_message=_("An activity cannot be due before it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.cohort} · {self.activity_key}"
