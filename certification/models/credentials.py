from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification import numbers, validity
from certification.choices import EventKind, Publicity, Reason
from certification.models.candidacies import Candidacy
from certification.models.templates import TemplateVersion
from certification.querysets.credentials import CounterQuerySet, CredentialQuerySet
from lms.core.ids import new_id
from lms.core.kept import Kept
from lms.core.storage import private_storage


class SerialCounter(models.Model):
    """The last number given in a series such as CA-BC-26. Locked while a number is taken: no gap, no number twice."""

    series = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    objects = CounterQuerySet.as_manager()

    def __str__(self):
        return f"{self.series} · {self.last}"


class Credential(Kept):
    """What was earned, as it was printed. Never edited: what happens to it later is an event.

    A file gives one credential; a correction makes another one that ``replaces`` it. Only what the holder chose to
    show (``publicity``, ``leads_to_newer``) follows the last event about it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="credentials")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    serial = models.CharField(_("number"), max_length=30, unique=True)
    serial_plain = models.CharField(max_length=30, unique=True)
    token = models.CharField(max_length=numbers.TOKEN_LENGTH, unique=True)
    # Its place in the lists of statuses (``statuses``), counted through all of them from 0 without a gap.
    status_index = models.PositiveIntegerField(unique=True)
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    # In which it is drawn, today and whenever its file is made again.
    template = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, related_name="credentials"
    )
    issued_at = models.DateTimeField(default=timezone.now)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    publicity = models.CharField(max_length=8, choices=Publicity, default=Publicity.LINK)
    leads_to_newer = models.BooleanField(default=False)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"],
                name="one_credential_per_file",
                condition=Q(replaces=None),
            ),
            models.CheckConstraint(
                name="token_has_its_length",
                condition=Q(token__regex=rf"^[0-9A-Z]{{{numbers.TOKEN_LENGTH}}}$"),
            ),
            models.CheckConstraint(
                name="credential_begins_before_it_ends",
                condition=Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
            ),
        ]

    def __str__(self):
        return self.serial

    @property
    def person(self):
        return self.candidacy.person

    @property
    def scheme(self):
        return self.candidacy.scheme

    @property
    def status(self):
        """As of this moment, from what happened and from its dates."""
        return validity.status(
            self.events.all(),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            today=timezone.localdate(),
        )

    def may_be_renewed(self, today):
        """Whether the next one may be asked for already, by the rules under which this one was issued."""
        months = self.candidacy.version.renewal_opens_months
        return bool(self.valid_until) and validity.last_day(today, months) >= self.valid_until

    @property
    def suspension(self):
        """The event that suspends it today, or None."""
        return validity.suspension(self.events.all(), timezone.localdate())

    @property
    def revocation(self):
        return self._event(EventKind.REVOKED)

    @property
    def replacement(self):
        return self._event(EventKind.REPLACED)

    def _event(self, kind):
        return next((event for event in self.events.all() if event.kind == kind), None)

    @property
    def document(self):
        """The PDF once it is made, or None."""
        return self.paper if self.paper.is_done else None

    @property
    def shown_to(self):
        """Who sees it, as others than the holder read it."""
        return Reason(self.publicity).label

    @property
    def spaced_token(self):
        return numbers.spaced(self.token)

    @property
    def address(self):
        """The short address that is printed and shared."""
        return f"{settings.SITE_ADDRESS}/v/{self.spaced_token}"


class CertificateDocument(models.Model):
    """The PDF of a credential, promised with it and stored under its own SHA-256. Made once, the same for good."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("to be made")
        DONE = "done", _("made")

    MOVES = {(Status.WAITING, Status.DONE)}

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="paper")
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    # A name is on it: only a view gives it out.
    file = models.FileField(storage=private_storage, upload_to="certificates/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("certificate document")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], name="one_document_for_each_digest", condition=~Q(sha256="")
            ),
            models.CheckConstraint(
                name="document_made_has_its_file",
                condition=Q(status="waiting", file="", sha256="", made_at=None)
                | (
                    Q(status="done", size__gt=0, made_at__isnull=False)
                    & ~Q(file="")
                    & ~Q(sha256="")
                ),
            ),
        ]

    def __str__(self):
        return self.file.name or str(self.credential)

    @property
    def is_done(self):
        return self.status == self.Status.DONE
