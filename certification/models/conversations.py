from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.choices import PauseReason
from certification.models.candidacies import Candidacy
from certification.models.schemes import Requirement
from lms.core.ids import new_id


class FileMessage(models.Model):
    """What the candidate and her certifiers write to each other in a file. Written once; nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="messages")
    # What it is about; none for the file as a whole.
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="file_messages"
    )
    text = models.TextField(_("message"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message in a file")
        verbose_name_plural = _("messages in files")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="file_message_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write something."),
            )
        ]

    def __str__(self):
        return f"{self.candidacy_id} · {self.at:%Y-%m-%d}"


class Pause(models.Model):
    """The time in which the deadline of a file stands still. Why is for the one who wrote it alone."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(_("why"), max_length=12, choices=PauseReason)
    note = models.TextField(_("note"), blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"], name="one_pause_at_a_time", condition=Q(ended_at=None)
            )
        ]

    def __str__(self):
        return f"{self.candidacy_id} · {self.begun_at:%Y-%m-%d}"
