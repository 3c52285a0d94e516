"""What two certifiers do together to a credential, and what its holder asks of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.choices import EventKind, Reason
from certification.models.credentials import Credential
from certification.querysets.credentials import MeasureQuerySet, RequestQuerySet
from lms.core.ids import new_id


class Measure(models.Model):
    """A step that one certifier proposes and another one seconds. Until then nothing has happened to the credential."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("waiting for a second certifier")
        TAKEN = "taken", _("taken")
        DROPPED = "dropped", _("dropped")

    MOVES = {(Status.PROPOSED, Status.TAKEN), (Status.PROPOSED, Status.DROPPED)}
    # What can be done, with the reasons that fit.
    REASONS = {
        EventKind.SUSPENDED: [Reason.EXAMINED, Reason.CONDUCT, Reason.HOLDER],
        EventKind.REINSTATED: [Reason.CLEARED, Reason.HOLDER, Reason.ERROR],
        EventKind.REVOKED: [Reason.ERROR, Reason.FRAUD, Reason.CONDUCT, Reason.HOLDER],
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=14, choices=[(kind.value, kind.label) for kind in REASONS])
    reason_code = models.CharField(_("reason"), max_length=16, choices=Reason)
    note = models.TextField(_("note for the certifiers"), blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential"],
                name="one_open_measure_per_credential",
                condition=Q(status="proposed"),
            ),
            models.CheckConstraint(
                name="measure_taken_by_two",
                condition=~Q(status="taken")
                | (Q(closed_by__isnull=False) & ~Q(closed_by=F("proposed_by"))),
                violation_error_message=_("Another certifier is needed."),
            ),
        ]

    def __str__(self):
        return f"{self.credential} · {self.get_kind_display()}"


class HolderRequest(models.Model):
    """What a holder asks of the certifiers: to correct what is printed, or to look again at a withdrawal."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        APPEAL = "appeal", _("appeal")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("what is wrong"))
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder's request")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "kind"],
                name="one_open_request_of_a_kind",
                condition=Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="answered_request_has_its_answer",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self):
        return f"{self.credential} · {self.get_kind_display()}"
