from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.core.ids import new_id
from lms.people.choices import Country
from lms.people.models import Cooperative
from mentoring.querysets.notes import ConcernQuerySet, NoteOpeningQuerySet, PrivateNoteQuerySet

from .sessions import CoachingSession


class PrivateNote(models.Model):
    """What a mentor writes about a session for herself alone. No history, no copy, no other reader.

    Each mentor of a joint visit may keep her own.
    """

    session = models.ForeignKey(
        CoachingSession, on_delete=models.CASCADE, related_name="private_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="private_notes"
    )
    text = models.TextField(_("private note"))
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "author"], name="one_private_note_of_a_mentor"
            )
        ]

    def __str__(self):
        # Never the text: this line ends up in logs and lists.
        return f"{self.session_id}"


class NoteOpening(models.Model):
    """A private note is read in an emergency: one asks and says why, another agrees, the author is told.

    Never without a second person, never by the author, and only until ``open_until``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(PrivateNote, on_delete=models.PROTECT, related_name="openings")
    reason = models.TextField(_("reason"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="note_openings_asked"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="note_openings_agreed",
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="note_openings_refused",
    )
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = NoteOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of a private note")
        verbose_name_plural = _("openings of private notes")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="a_note_is_opened_by_two",
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="an_open_note_says_by_whom_and_how_long",
                condition=Q(agreed_by=None, agreed_at=None, open_until=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, open_until__isnull=False),
            ),
            models.CheckConstraint(name="a_note_is_opened_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def is_waiting(self):
        return not (self.agreed_at or self.refused_at)

    @property
    def is_open(self):
        return bool(self.open_until and self.open_until > timezone.now())


class NoteReading(models.Model):
    """Somebody has read a private note that was opened to her. Written before the words are shown."""

    opening = models.ForeignKey(NoteOpening, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="note_readings"
    )
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading of a private note")
        ordering = ["read_at"]

    def __str__(self):
        return f"{self.reader_id} · {self.read_at:%Y-%m-%d}"


class SafeguardingContact(models.Model):
    """The named person of a country to whom a concern goes."""

    country = models.CharField(_("country"), max_length=2, choices=Country, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="safeguarding_countries",
        verbose_name=_("named person"),
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    named_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("named person for safeguarding")
        verbose_name_plural = _("named persons for safeguarding")

    def __str__(self):
        return f"{self.get_country_display()} · {self.person}"


class SafeguardingConcern(models.Model):
    """Somebody may be in danger. Only the named person to whom it went reads it, and who wrote it. No history."""

    class Status(models.TextChoices):
        SENT = "sent", _("sent")
        TAKEN_UP = "taken_up", _("taken up")
        SETTLED = "settled", _("settled")

    MOVES = {(Status.SENT, Status.TAKEN_UP), (Status.TAKEN_UP, Status.SETTLED)}

    id = models.UUIDField(primary_key=True, editable=False)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="concerns")
    text = models.TextField(_("what you saw or heard"))
    in_danger_now = models.BooleanField(_("somebody is in danger now"), default=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="concerns_raised"
    )
    raised_at = models.DateTimeField(auto_now_add=True)
    sent_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="concerns_received"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.SENT)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    what_was_done = models.TextField(_("what was done"), blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("safeguarding concern")
        verbose_name_plural = _("safeguarding concerns")
        ordering = ["-raised_at"]

    def __str__(self):
        # Never the text: this line ends up in logs and lists.
        return f"{self.pk}"
