from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.credentials import Credential, Kept


class Badge(Kept):
    """The signed badge of a credential, as it is given out and attached to the PDF: the JSON itself, byte for byte."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="badge")
    content = models.TextField()
    key_id = models.CharField(max_length=60)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("badge")

    def __str__(self):
        return str(self.credential)
