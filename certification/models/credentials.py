from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification import numbers, validity
from certification.choices import EventKind
from certification.models.candidacies import Candidacy
from certification.querysets import CounterQuerySet, CredentialQuerySet
from lms.core.ids import new_id


class Kept(models.Model):
    """A row that is written once: never changed, never deleted."""

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise TypeError(f"{self._meta.label} is written once.")
        super().save(**options)

    def delete(self, **options):
        raise TypeError(f"{self._meta.label} is never deleted.")


class SerialCounter(models.Model):
    """The last number given in a series such as CA-BC-26. Locked while a number is taken: no gap, no number twice."""

    series = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    objects = CounterQuerySet.as_manager()

    def __str__(self):
        return f"{self.series} · {self.last}"


class Credential(Kept):
    """What was earned, as it was printed. Never edited: what happens to it later is an event."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="credential")
    serial = models.CharField(_("number"), max_length=30, unique=True)
    serial_plain = models.CharField(max_length=30, unique=True)
    token = models.CharField(max_length=numbers.TOKEN_LENGTH, unique=True)
    # Its place in the lists of statuses (``statuses``), counted through all of them from 0 without a gap.
    status_index = models.PositiveIntegerField(unique=True)
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                name="token_has_its_length",
                condition=Q(token__regex=rf"^[0-9A-Z]{{{numbers.TOKEN_LENGTH}}}$"),
            )
        ]

    def __str__(self):
        return self.serial

    @property
    def status(self):
        """As of this moment, from what happened and from its dates."""
        kinds = {event.kind for event in self.events.all()}
        return validity.status(kinds, self.valid_until, timezone.localdate())

    @property
    def revoked_at(self):
        revocations = [e.at for e in self.events.all() if e.kind == EventKind.REVOKED]
        return revocations[0] if revocations else None

    @property
    def spaced_token(self):
        return numbers.spaced(self.token)

    @property
    def address(self):
        """The short address that is printed and shared."""
        return f"{settings.SITE_ADDRESS}/v/{self.spaced_token}"


class CredentialEvent(Kept):
    """Something that happened to a credential. Only ever added."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["credential", "kind"], name="issued_once_revoked_once"),
            models.CheckConstraint(
                name="revocation_has_reason_and_author",
                condition=~Q(kind="revoked") | (~Q(reason="") & Q(by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.credential} · {self.get_kind_display()}"


class CertificateDocument(Kept):
    """The PDF of a credential, stored under its own SHA-256."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="document")
    file = models.FileField(upload_to="certificates/")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("certificate document")

    def __str__(self):
        return self.file.name
