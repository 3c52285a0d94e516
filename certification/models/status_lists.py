from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.choices import StatusPurpose
from certification.querysets.signing import StatusListQuerySet


class StatusList(models.Model):
    """The list of one block of indexes and one purpose, as it was signed last. It is what programs read."""

    block = models.PositiveIntegerField()
    purpose = models.CharField(max_length=10, choices=StatusPurpose)
    document = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = StatusListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of statuses")
        constraints = [
            models.UniqueConstraint(fields=["block", "purpose"], name="one_list_for_each_purpose"),
            models.CheckConstraint(
                name="signed_list_has_its_time",
                condition=models.Q(document="", signed_at=None)
                | (~models.Q(document="") & models.Q(signed_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.block} · {self.get_purpose_display()}"
