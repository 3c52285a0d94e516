from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from certification.models.credentials import Credential


class VerificationHit(models.Model):
    """How often a certificate was checked on a day, and with which answer. Nobody's address is kept."""

    class Kind(models.TextChoices):
        PAGE = "page"
        SEARCH = "search"
        FILE = "file"

    # None: what was asked for is not in the register.
    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, null=True, related_name="hits"
    )
    day = models.DateField(default=timezone.localdate)
    kind = models.CharField(max_length=6, choices=Kind)
    outcome = models.CharField(max_length=13)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "day", "kind", "outcome"],
                name="one_count_per_credential_and_day",
            ),
            models.UniqueConstraint(
                fields=["day", "kind", "outcome"],
                name="one_count_of_unknown_per_day",
                condition=Q(credential=None),
            ),
        ]

    def __str__(self):
        return f"{self.day} · {self.kind} · {self.outcome} · {self.count}"

    @classmethod
    def more(cls, **facts):
        """One more of the same; whether there was a row to count it in."""
        return bool(cls.objects.filter(**facts).update(count=F("count") + 1))
