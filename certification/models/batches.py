from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.candidacies import Candidacy
from certification.models.schemes import CertificationScheme
from certification.querysets.batches import BatchLineQuerySet, BatchQuerySet
from lms.core.ids import new_id


class Batch(models.Model):
    """A list of files that certifiers go through line by line. What it grants is issued as any other file is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scheme = models.ForeignKey(CertificationScheme, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of files")
        verbose_name_plural = _("lists of files")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.scheme} · {timezone.localtime(self.made_at):%Y-%m-%d %H:%M}"


class BatchLine(models.Model):
    """One file of a list."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="+")

    objects = BatchLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a list")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "candidacy"], name="a_file_is_listed_once")
        ]

    def __str__(self):
        return str(self.candidacy)
