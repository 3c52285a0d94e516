import hashlib
import json

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.choices import UploadKind
from courses.models import Programme
from courses.models.editions import in_reader_language
from lms.core.ids import new_id
from lms.core.storage import private_storage
from lms.people.models import Cooperative
from mentoring.querysets.gates import (
    GateEvidenceQuerySet,
    StageGateQuerySet,
    StagePassageQuerySet,
)


class StageGate(models.Model):
    """A stage of a programme, and what must be shown to pass from it to the next.

    ``evidence`` holds ``[{"code", "kind", "title": {language: text}}]``, and ``"least"`` where a kind counts. A kind
    other than ``document`` is looked up in the records by itself (``mentoring.ladder``). A code is never renamed.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stage_gates")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.JSONField(_("title"), default=dict)
    evidence = models.JSONField(_("what must be shown"), default=list)

    objects = StageGateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stage gate")
        verbose_name_plural = _("stage gates")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="a_stage_of_a_programme_once"
            )
        ]

    def __str__(self):
        return f"{self.programme.code} {self.number}"

    @property
    def reading(self):
        """Tells what somebody has read from what another wrote since."""
        text = json.dumps([self.title, self.evidence], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def words(self):
        """The title in the reader's language."""
        return in_reader_language(self.title)

    @property
    def asked(self):
        """The titles of what must be shown, in the reader's language."""
        return [in_reader_language(piece["title"]) for piece in self.evidence]


class GateEvidence(models.Model):
    """What a cooperative shows for one piece of evidence that no record shows by itself: words, a photo, a document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gate = models.ForeignKey(StageGate, on_delete=models.PROTECT, related_name="shown")
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="gate_evidence"
    )
    code = models.CharField(max_length=40)
    words = models.TextField(_("in words"), max_length=1000, blank=True)
    kind = models.CharField(max_length=10, choices=UploadKind, blank=True)
    file = models.FileField(storage=private_storage, upload_to="gates/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gate_evidence_given"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    objects = GateEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence for a stage")
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                name="evidence_says_or_shows_something", condition=~Q(words="") | ~Q(file="")
            )
        ]

    def __str__(self):
        return f"{self.code}"


class StagePassage(models.Model):
    """A cooperative passes a gate: its mentor asks for it on the evidence, the programme approves. Frozen with it.

    ``shown`` is what stood there on the day of the decision, so that later changes of the records change nothing.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for the programme")
        PASSED = "passed", _("passed")
        RETURNED = "returned", _("something is missing")

    MOVES = {(Status.ASKED, Status.PASSED), (Status.ASKED, Status.RETURNED)}

    id = models.UUIDField(primary_key=True, editable=False)
    gate = models.ForeignKey(StageGate, on_delete=models.PROTECT, related_name="passages")
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="stage_passages"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    shown = models.JSONField()
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="passages_asked"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="passages_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = StagePassageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("passage of a stage")
        verbose_name_plural = _("passages of stages")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["gate", "cooperative"],
                name="a_gate_is_passed_once",
                condition=Q(status__in=["asked", "passed"]),
            ),
            models.CheckConstraint(
                name="a_decided_passage_says_by_whom",
                condition=Q(status="asked", decided_by=None, decided_at=None)
                | ~Q(status="asked") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="two_approve_a_passage",
                condition=Q(decided_by=None) | ~Q(decided_by=F("mentor")),
            ),
            models.CheckConstraint(
                name="a_returned_passage_says_why", condition=~Q(status="returned") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{self.gate_id} · {self.get_status_display()}"
