from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.choices import Half, UploadKind
from courses.models import Programme
from lms.core.ids import new_id
from lms.core.storage import private_storage
from lms.people.models import Cooperative
from mentoring.querysets.missions import ExpertMissionQuerySet


class ExpertMission(models.Model):
    """An expert does a defined piece of work for a cooperative, in half-days. Its acceptance is two-fold.

    A statement of service says what was delivered; it is neither an invoice nor a payment.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("under way")
        DELIVERED = "delivered", _("delivered")
        ACCEPTED = "accepted", _("accepted")
        CANCELLED = "cancelled", _("cancelled")

    MOVES = {
        (Status.OPEN, Status.DELIVERED),
        (Status.DELIVERED, Status.OPEN),
        (Status.DELIVERED, Status.ACCEPTED),
        (Status.OPEN, Status.CANCELLED),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        related_name="missions",
        verbose_name=_("cooperative"),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="missions", verbose_name=_("programme")
    )
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="missions",
        verbose_name=_("expert"),
    )
    title = models.CharField(_("title"), max_length=150)
    terms = models.TextField(_("terms of reference"), max_length=6000)
    half_days_budgeted = models.PositiveSmallIntegerField(
        _("half-days budgeted"), validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What the expert says when she hands the work over, and what the cooperative and the programme say to it.
    delivered_at = models.DateTimeField(null=True, blank=True)
    cooperative_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cooperative_accepted_at = models.DateTimeField(null=True, blank=True)
    manager_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    manager_accepted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(max_length=1000, blank=True)

    objects = ExpertMissionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("expert mission")
        verbose_name_plural = _("expert missions")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="mission_starts_before_it_ends",
                condition=Q(starts_on__lte=models.F("ends_on")),
                violation_error_message=_("A mission cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="an_accepted_mission_was_accepted_by_both",
                condition=~Q(status="accepted")
                | Q(cooperative_accepted_by__isnull=False, manager_accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="no_expert_accepts_her_own_mission",
                condition=(
                    Q(cooperative_accepted_by=None) | ~Q(cooperative_accepted_by=models.F("expert"))
                )
                & (Q(manager_accepted_by=None) | ~Q(manager_accepted_by=models.F("expert"))),
            ),
        ]

    def __str__(self):
        return self.title


class MissionHalfDay(models.Model):
    """Half a day that the expert has worked for a mission, and on what."""

    id = models.UUIDField(primary_key=True, editable=False)
    mission = models.ForeignKey(ExpertMission, on_delete=models.PROTECT, related_name="half_days")
    worked_on = models.DateField(_("date"))
    half = models.CharField(_("half of the day"), max_length=2, choices=Half)
    note = models.CharField(_("what you did"), max_length=300)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("half-day of a mission")
        ordering = ["worked_on", "half"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "worked_on", "half"], name="half_a_day_is_counted_once"
            )
        ]

    def __str__(self):
        return f"{self.worked_on:%Y-%m-%d} {self.half}"


class MissionFile(models.Model):
    """What the mission delivers. Only a view that asks who reads gives it out."""

    id = models.UUIDField(primary_key=True, editable=False)
    mission = models.ForeignKey(ExpertMission, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=UploadKind)
    file = models.FileField(storage=private_storage, upload_to="missions/%Y/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mission_files"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("deliverable of a mission")
        ordering = ["kept_at"]

    def __str__(self):
        return self.name
