from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification.choices import ConflictAnswer, Outcome
from certification.models.candidacies import Candidacy
from certification.models.snapshots import Evidence
from certification.querysets.candidacies import DecisionQuerySet


class Decision(models.Model):
    """What one certifier decided on which evidence, and whether another one agreed.

    Proposed by the first, it is carried when enough have agreed, or set aside when somebody did not.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("waiting for another certifier")
        CARRIED = "carried", _("decided")
        SET_ASIDE = "set_aside", _("set aside")

    MOVES = {(Status.PROPOSED, Status.CARRIED), (Status.PROPOSED, Status.SET_ASIDE)}

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="decisions")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    outcome = models.CharField(_("decision"), max_length=7, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    again_from = models.DateField(_("may ask again from"), null=True, blank=True)
    rejected = models.ManyToManyField(
        Evidence, related_name="rejections", verbose_name=_("what does not count"), blank=True
    )
    # As the rules of the file ask; kept here so that the database can hold it.
    deciders = models.PositiveSmallIntegerField(default=2)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="seconded"
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    third_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    third_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    objection = models.TextField(_("why not"), blank=True)
    evidence = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[rejected])

    class Meta:
        verbose_name = _("decision")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"],
                name="one_decision_stands",
                condition=Q(status__in=["proposed", "carried"]),
            ),
            models.CheckConstraint(
                name="nobody_seconds_herself",
                condition=Q(seconded_by=None, third_by=None)
                | Q(seconded_by__isnull=False, third_by=None) & ~Q(seconded_by=F("decided_by"))
                | Q(seconded_by__isnull=False, third_by__isnull=False)
                & ~Q(seconded_by=F("decided_by"))
                & ~Q(third_by=F("decided_by"))
                & ~Q(third_by=F("seconded_by")),
                violation_error_message=_("Another certifier has to agree."),
            ),
            models.CheckConstraint(
                name="carried_by_enough",
                condition=~Q(status="carried")
                | Q(deciders=1)
                | Q(deciders=2, seconded_by__isnull=False)
                | Q(third_by__isnull=False),
            ),
            models.CheckConstraint(
                name="agreeing_has_its_time",
                condition=Q(seconded_by=None, seconded_at=None)
                | Q(seconded_by__isnull=False, seconded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="set_aside_says_when",
                condition=~Q(status="set_aside") | Q(set_aside_at__isnull=False),
            ),
            models.CheckConstraint(
                name="refusal_has_a_reason",
                condition=Q(outcome="grant") | ~Q(reason=""),
                violation_error_message=_("Say why, so that the candidate can understand."),
            ),
            models.CheckConstraint(
                name="put_off_until_a_day",
                condition=Q(outcome="defer", again_from__isnull=False)
                | (~Q(outcome="defer") & Q(again_from=None)),
                violation_error_message=_("Say from when the candidate may ask again."),
            ),
        ]

    def __str__(self):
        return f"{self.decided_by} · {self.get_outcome_display()}"

    def says(self, certifier, outcome, digest):
        """Whether it is just this: hers, with this outcome, on this evidence."""
        return (self.decided_by_id, self.outcome, self.digest) == (certifier.pk, outcome, digest)

    @property
    def agreed(self):
        """Whoever decided it so far, the first one first."""
        return [
            person
            for person in (self.decided_by_id, self.seconded_by_id, self.third_by_id)
            if person
        ]

    @property
    def is_proposed(self):
        return self.status == self.Status.PROPOSED

    @property
    def is_carried(self):
        return self.status == self.Status.CARRIED


class ConflictDeclaration(models.Model):
    """What a certifier said before she was shown a decision: that nothing stands between her and it, or what does.

    Only ever added. Whoever once declared a conflict stays out of the file.
    """

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="declarations")
    certifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=ConflictAnswer)
    # For her own record: nobody else is shown it.
    text = models.TextField(_("what stands between"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("declaration of conflicts")
        verbose_name_plural = _("declarations of conflicts")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "certifier", "answer"], name="declared_once"
            )
        ]

    def __str__(self):
        return f"{self.certifier} · {self.get_answer_display()}"
