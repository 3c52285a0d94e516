from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import EventQuerySet


class Event(models.Model):
    """One thing a person did, as her device told it. The id is the device's: the same id is the same deed.

    What was stored lives in the app's own rows, so of a stored event only a digest is kept. The payload of a
    refused or conflicting one is kept whole until a person decides.
    """

    class Outcome(models.TextChoices):
        STORED = "stored", _("stored")
        REJECTED = "rejected", _("refused")
        CONFLICT = "conflict", _("conflict")

    row = models.BigAutoField(primary_key=True)
    id = models.UUIDField()
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="events"
    )
    device_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    private = models.BooleanField(default=False)
    payload = models.JSONField(null=True)
    result = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            # A conflict is a second telling of a known id: it is kept beside the first, once for each content.
            models.UniqueConstraint(
                fields=["id"], name="event_once", condition=~models.Q(outcome="conflict")
            ),
            models.UniqueConstraint(
                fields=["id", "person", "digest"],
                name="event_conflict_once",
                condition=models.Q(outcome="conflict"),
            ),
        ]
        indexes = [models.Index(fields=["person", "outcome"], name="event_of_person")]

    def __str__(self):
        return f"{self.kind} {self.id}"
