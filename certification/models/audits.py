from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.credentials import Credential, Kept


class AuditorsCopy(Kept):
    """A copy with time stamps that was given to an auditor, known again by its digest. The file itself is not kept."""

    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, related_name="auditors_copies"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("auditor's copy")
        ordering = ["made_at"]

    def __str__(self):
        return f"{self.credential} · {self.made_at:%Y-%m-%d}"
