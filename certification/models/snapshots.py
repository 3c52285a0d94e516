from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.candidacies import Candidacy
from certification.models.schemes import Requirement
from certification.querysets.candidacies import EvidenceQuerySet
from courses.models.editions import in_reader_language


class Evidence(models.Model):
    """What answers one requirement in a file. Handed in it is a frozen copy, never a pointer to records that change.

    ``snapshot`` is what ``evidence.snapshot`` says of the requirement; ``words`` is
    ``{"asked": {language: words}, "shown": {language: words}}``, as it was to be read that day. Returned, it stays as it was and the
    next round begins.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("not handed in yet")
        SUBMITTED = "submitted", _("handed in")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("more was asked for")
        REJECTED = "rejected", _("does not count")

    MOVES = {
        (Status.DRAFT, Status.SUBMITTED),
        (Status.SUBMITTED, Status.ACCEPTED),
        (Status.SUBMITTED, Status.RETURNED),
        (Status.SUBMITTED, Status.REJECTED),
    }

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="evidence")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="evidence")
    round = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    snapshot = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ["candidacy", "requirement__position", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "requirement", "round"], name="one_evidence_in_a_round"
            ),
            models.UniqueConstraint(
                fields=["candidacy", "requirement"],
                name="one_evidence_at_a_time",
                condition=Q(status__in=["draft", "submitted"]),
            ),
            models.CheckConstraint(
                name="evidence_handed_in_is_frozen",
                condition=Q(status="draft", submitted_at=None, digest="")
                | (~Q(status="draft") & Q(submitted_at__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="evidence_is_judged_by_somebody",
                condition=Q(status__in=["draft", "submitted"], judged_at=None)
                | Q(
                    status__in=["accepted", "returned", "rejected"],
                    judged_at__isnull=False,
                    judged_by__isnull=False,
                ),
            ),
        ]

    def __str__(self):
        return f"{self.candidacy} · {self.requirement_id} · {self.get_status_display()}"

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def asked(self):
        """What was asked, in the reader's language."""
        return in_reader_language(self.words["asked"])

    @property
    def shown(self):
        """What the records showed that day, in the reader's language."""
        return in_reader_language(self.words["shown"])
