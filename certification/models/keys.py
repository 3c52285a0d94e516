from functools import cached_property

from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification import authority
from certification.choices import KeyPurpose
from certification.querysets.signing import SigningKeyQuerySet


class SigningKey(models.Model):
    """The public half of a key of ours: what is needed to check what it signed. The secret is a file elsewhere.

    ``chain`` is its certificate and those above it as PEM, the root last.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("not in use yet")
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("no longer used")
        COMPROMISED = "compromised", _("known to others")

    MOVES = {
        (Status.PENDING, Status.ACTIVE),
        (Status.PENDING, Status.COMPROMISED),
        (Status.ACTIVE, Status.RETIRED),
        (Status.ACTIVE, Status.COMPROMISED),
        (Status.RETIRED, Status.COMPROMISED),
    }

    key_id = models.CharField(max_length=60, unique=True)
    purpose = models.CharField(max_length=5, choices=KeyPurpose)
    chain = models.TextField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    status = models.CharField(max_length=11, choices=Status, default=Status.PENDING)
    taken_at = models.DateTimeField(default=timezone.now)
    activated_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    compromised_from = models.DateTimeField(null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["purpose", "not_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"],
                name="one_key_in_use_for_each_purpose",
                condition=Q(status="active"),
            ),
            models.CheckConstraint(
                name="key_begins_before_it_ends", condition=Q(not_before__lt=F("not_after"))
            ),
            models.CheckConstraint(
                name="known_key_says_since_when",
                condition=Q(status="compromised", compromised_from__isnull=False)
                | (~Q(status="compromised") & Q(compromised_from=None)),
            ),
        ]

    def __str__(self):
        return self.key_id

    @cached_property
    def certificates(self):
        return authority.certificates_in(self.chain)

    @cached_property
    def chain_in_der(self):
        return tuple(each.public_bytes(Encoding.DER) for each in self.certificates)

    @property
    def root(self):
        return self.certificates[-1]

    @property
    def public_key(self):
        """As an object of ``cryptography``."""
        return self.certificates[0].public_key()

    @property
    def algorithm(self):
        return "Ed25519" if isinstance(self.public_key, ed25519.Ed25519PublicKey) else "ECDSA P-256"

    @property
    def is_specimen(self):
        return authority.is_specimen(self.certificates[0])

    def is_within_its_time(self, moment):
        return self.not_before <= moment <= self.not_after
