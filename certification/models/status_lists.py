from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.querysets.signing import StatusListQuerySet


class StatusList(models.Model):
    """The list of one block of indexes, as it was signed last. It is what programs read."""

    block = models.PositiveIntegerField(unique=True)
    document = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = StatusListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of statuses")
        constraints = [
            models.CheckConstraint(
                name="signed_list_has_its_time",
                condition=models.Q(document="", signed_at=None)
                | (~models.Q(document="") & models.Q(signed_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return str(self.block)
