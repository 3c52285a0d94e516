import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification import conflicts, evidence
from certification.choices import ConflictAnswer
from certification.models.schemes import SchemeVersion
from certification.querysets.candidacies import CandidacyQuerySet
from certification.words import LANGUAGES
from lms.core.ids import new_id
from lms.core.moves import move


class Candidacy(models.Model):
    """A person's file under one version of a scheme. It fills itself from the records; certifiers decide on it."""

    class Status(models.TextChoices):
        OPEN = "open", _("just opened")
        EVIDENCE_PENDING = "evidence_pending", _("being prepared")
        UNDER_REVIEW = "under_review", _("with the certifiers")
        READY = "ready", _("waiting for another certifier")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        DEFERRED = "deferred", _("put off")
        WITHDRAWN = "withdrawn", _("withdrawn by the candidate")
        LAPSED = "lapsed", _("closed: its time is over")

    # How long certifiers may keep a file before it is shown as overdue; our default, not a rule of anybody's.
    TIME_TO_REVIEW = dt.timedelta(days=14)

    WITH_CANDIDATE = frozenset({Status.OPEN, Status.EVIDENCE_PENDING})
    WITH_CERTIFIERS = frozenset({Status.UNDER_REVIEW, Status.READY})
    DECIDED = frozenset({Status.GRANTED, Status.REFUSED, Status.DEFERRED})
    UNDER_WAY = WITH_CANDIDATE | WITH_CERTIFIERS

    MOVES = {
        (Status.OPEN, Status.EVIDENCE_PENDING),
        (Status.EVIDENCE_PENDING, Status.UNDER_REVIEW),
        (Status.UNDER_REVIEW, Status.EVIDENCE_PENDING),
        (Status.UNDER_REVIEW, Status.READY),
        (Status.READY, Status.UNDER_REVIEW),
        (Status.READY, Status.EVIDENCE_PENDING),
        (Status.READY, Status.GRANTED),
        (Status.READY, Status.REFUSED),
        (Status.READY, Status.DEFERRED),
        (Status.OPEN, Status.WITHDRAWN),
        (Status.EVIDENCE_PENDING, Status.WITHDRAWN),
        (Status.UNDER_REVIEW, Status.WITHDRAWN),
        (Status.READY, Status.WITHDRAWN),
        (Status.OPEN, Status.LAPSED),
        (Status.EVIDENCE_PENDING, Status.LAPSED),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="candidacies"
    )
    language = models.CharField(
        _("language of the certificate"), max_length=5, choices=list(LANGUAGES.items())
    )
    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    name_latin = models.CharField(_("name in Latin letters"), max_length=170, blank=True)
    name_arabic = models.CharField(_("name in Arabic letters"), max_length=170, blank=True)
    # A badge is passed on more easily than a paper, so the name is in it only if the holder wants that.
    name_in_badge = models.BooleanField(_("write my name in the digital badge"), default=False)
    name_confirmed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Until when it may be handed in. It does not run while the file is with the certifiers or stands still.
    deadline = models.DateField(_("to be handed in until"))
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CandidacyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("candidate's file")
        verbose_name_plural = _("candidates' files")
        ordering = ["submitted_at", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"],
                name="one_file_under_way_per_version",
                condition=Q(status__in=["open", "evidence_pending", "under_review", "ready"]),
            ),
            models.CheckConstraint(
                name="certificate_in_a_language_of_ours",
                condition=Q(language__in=list(LANGUAGES)),
            ),
            models.CheckConstraint(
                name="name_confirmed_before_review",
                condition=Q(status__in=["open", "evidence_pending", "withdrawn", "lapsed"])
                | Q(name_confirmed_at__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="confirmed_name_is_not_empty",
                condition=Q(name_confirmed_at=None) | ~Q(name_latin="", name_arabic=""),
            ),
            models.CheckConstraint(
                name="decided_file_has_its_time",
                condition=~Q(status__in=["granted", "refused", "deferred"])
                | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.version.title}"

    @property
    def scheme(self):
        return self.version.scheme

    @property
    def issuing_subject(self):
        """Under which the work of issuing is promised."""
        return f"candidacy:{self.pk}"

    @property
    def credential(self):
        """The credential that it led to, the newest where one replaced another; None before it is issued."""
        return max(self.credentials.all(), key=lambda issued: issued.issued_at, default=None)

    @property
    def is_with_candidate(self):
        return self.status in self.WITH_CANDIDATE

    @property
    def is_with_certifiers(self):
        return self.status in self.WITH_CERTIFIERS

    @property
    def is_decided(self):
        return self.status in self.DECIDED

    @property
    def is_under_way(self):
        return self.status in self.UNDER_WAY

    @property
    def is_overdue(self):
        """Whether the certifiers have kept it too long."""
        late = self.submitted_at and timezone.now() - self.submitted_at
        return self.is_with_certifiers and late > self.TIME_TO_REVIEW

    @cached_property
    def proposed(self):
        """The decision of the first certifier that waits for another; None while there is none."""
        return next((d for d in self.decisions.all() if d.is_proposed), None)

    @cached_property
    def carried(self):
        """The decision that stands; None before there is one."""
        return next((d for d in self.decisions.all() if d.is_carried), None)

    @cached_property
    def pause(self):
        """Why the deadline stands still; None while it runs."""
        return next((p for p in self.pauses.all() if p.ended_at is None), None)

    @property
    def days_left(self):
        return (self.deadline - timezone.localdate()).days

    @property
    def names(self):
        """As they were typed, in every script, by the fields of ``NameCheck``."""
        last = self.name_checks.first()
        others = ("name_tifinagh", "name_devanagari")
        return {
            "name_latin": self.name_latin,
            "name_arabic": self.name_arabic,
            **{field: getattr(last, field) if last else "" for field in others},
        }

    @property
    def name_differs_from_roster(self):
        """Whether the candidate confirmed another name than the one on the roster."""
        roster = (self.person.name_latin, self.person.name_arabic)
        return bool(self.name_confirmed_at) and (self.name_latin, self.name_arabic) != roster

    def findings(self):
        """How the candidate stands today with each requirement of the scheme."""
        opened = {self.version_id: self.opened_at}
        return evidence.look_up(self.version.requirements.all(), self.person, opened)

    def set_aside_proposed(self, *, by=None, objection=""):
        """The decision that waited for a second one no longer does; returns it. Nothing happens without one."""
        if proposed := self.proposed:
            facts = {"set_aside_by": by, "set_aside_at": timezone.now(), "objection": objection}
            move(proposed, proposed.Status.SET_ASIDE, **facts)
        return proposed

    def conflict_of(self, certifier):
        """Why the certifier stays out of this file, in words; None when nothing is known."""
        if self._declared(certifier, ConflictAnswer.CONFLICT):
            return gettext("You declared a conflict of interest.")
        return conflicts.found(certifier, [self]).get(self.pk)

    def is_cleared_by(self, certifier):
        """Whether she has declared that nothing stands between her and the file."""
        return self._declared(certifier, ConflictAnswer.NONE)

    def _declared(self, certifier, answer):
        said = self.declarations.all()
        return any(d.certifier_id == certifier.pk and d.answer == answer for d in said)
