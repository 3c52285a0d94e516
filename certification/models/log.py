"""What happens to credentials, one event after the other, and the days that were closed and signed."""

import base64
import datetime as dt

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification import chain
from certification.choices import EventKind, Reason
from certification.models.credentials import Credential
from certification.models.keys import SigningKey
from lms.core.kept import Kept


class LogHead(models.Model):
    """The end of the log. Locked while an event is added: no place without an event, no event without a place."""

    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.BEGINNING)

    def __str__(self):
        return str(self.position)


class CredentialEvent(Kept):
    """Something that happened to a credential. Only ever added, by ``append``; it holds the hash of the one before.

    ``until`` is the last day of a suspension, or the last day on which a revocation can be appealed against.
    """

    position = models.PositiveBigIntegerField(unique=True)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=EventKind)
    reason_code = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    note = models.TextField(_("note for the certifiers"), blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("event")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "seq"], name="events_of_a_credential_are_counted"
            ),
            models.UniqueConstraint(
                fields=["credential", "kind"],
                name="once_issued_replaced_revoked",
                condition=Q(kind__in=["issued", "replaced", "revoked"]),
            ),
            models.CheckConstraint(
                name="nobody_alone_suspends_or_revokes",
                condition=~Q(kind__in=["suspended", "revoked"])
                | (Q(by__isnull=False, seconded_by__isnull=False) & ~Q(by=F("seconded_by"))),
            ),
            models.CheckConstraint(
                name="suspension_and_revocation_say_why",
                condition=~Q(kind__in=["suspended", "revoked"])
                | (~Q(reason_code="") & Q(until__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.credential} · {self.get_kind_display()}"

    @classmethod
    def append(cls, credential, kind, *, by, **facts):
        """Add an event at the end of the log, inside the transaction of the deed. ``by`` is a person or None."""
        LogHead.objects.get_or_create(pk=1)
        head = LogHead.objects.select_for_update().get(pk=1)
        last = cls.objects.filter(credential=credential).order_by("-seq").first()
        event = cls(
            credential=credential,
            kind=kind,
            by=by,
            position=head.position + 1,
            seq=last.seq + 1 if last else 1,
            prev_hash=head.hash,
            **facts,
        )
        event.hash = chain.hash_of(event.facts())
        event.save()
        head.position, head.hash = event.position, event.hash
        head.save(update_fields=["position", "hash"])
        return event

    def facts(self):
        """What its hash is made of: all of the event, and what was printed, by its digest."""
        return {
            "position": self.position,
            "credential": str(self.credential_id),
            "printed": self.credential.digest,
            "seq": self.seq,
            "kind": str(self.kind),
            "reason": str(self.reason_code),
            "note": self.note,
            "until": self.until.isoformat() if self.until else None,
            "by": self.by_id,
            "seconded_by": self.seconded_by_id,
            "at": self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "before": self.prev_hash,
        }


class LogCheckpoint(Kept):
    """A day of the log, closed: the Merkle root of its events' hashes, signed. Whoever kept it can tell a later change.

    ``before`` is the root of the checkpoint before; ``files_root`` that of the digests of the files that were given
    out and not in the log yet (``LoggedFile``); ``signature`` is over ``statement``, in base64.
    """

    day = models.DateField(unique=True)
    first = models.PositiveBigIntegerField(unique=True)
    last = models.PositiveBigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    files_root = models.CharField(max_length=64, default=chain.BEGINNING)
    key_id = models.CharField(max_length=60)
    signature = models.CharField(max_length=120)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("closed day of the log")
        verbose_name_plural = _("closed days of the log")
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                name="checkpoint_begins_before_it_ends", condition=Q(first__lte=F("last"))
            )
        ]

    def __str__(self):
        return f"{self.day} · {self.first}–{self.last}"

    @property
    def statement(self):
        """The text that is signed, and that is published and sent."""
        return statement(
            self.day,
            self.first,
            self.last,
            self.root,
            self.before,
            self.files_root,
            self.signed_at,
        )

    @property
    def is_signed(self):
        """Whether the signature is of a key of ours that nobody else knew then."""
        key = SigningKey.objects.filter(key_id=self.key_id).first()
        if key is None or (key.compromised_from and key.compromised_from <= self.signed_at):
            return False
        try:
            key.public_key.verify(base64.b64decode(self.signature), self.statement.encode())
        except InvalidSignature:
            return False
        return True

    @property
    def holds_its_files(self):
        """Whether the files that belong to it are those that were signed for."""
        return files_root(self.files.values_list("sha256", flat=True)) == self.files_root


class LoggedFile(Kept):
    """A file that was given out, by its digest: it was there when its day was closed, whatever else is said of it."""

    checkpoint = models.ForeignKey(LogCheckpoint, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("file in the log")
        ordering = ["sha256"]

    def __str__(self):
        return self.sha256


def files_root(digests):
    """The Merkle root of digests in hex, in the order of their letters; the beginning where there are none."""
    return chain.root(sorted(digests)) if digests else chain.BEGINNING


def statement(day, first, last, root, before, files_root, signed_at):
    """What a signature under a closed day is about, line by line. Never to be changed: old signatures hang on it."""
    moment = signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    lines = ["certificate log", settings.SITE_ADDRESS, day.isoformat(), first, last, root, before]
    return "".join(f"{line}\n" for line in [*lines, files_root, moment])
