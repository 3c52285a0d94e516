from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification import evidence
from certification.choices import Outcome
from certification.models.schemes import SchemeVersion
from certification.querysets import CandidacyQuerySet
from lms.core.ids import new_id


class Candidacy(models.Model):
    """A person's file under one version of a scheme. It fills itself from the records; certifiers decide on it."""

    class Status(models.TextChoices):
        OPEN = "open", _("being prepared")
        UNDER_REVIEW = "under_review", _("with the certifiers")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn by the candidate")

    MOVES = {
        (Status.OPEN, Status.UNDER_REVIEW),
        (Status.OPEN, Status.WITHDRAWN),
        (Status.UNDER_REVIEW, Status.GRANTED),
        (Status.UNDER_REVIEW, Status.REFUSED),
        (Status.UNDER_REVIEW, Status.WITHDRAWN),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="candidacies"
    )
    language = models.CharField(
        _("language of the certificate"), max_length=5, choices=settings.LANGUAGES
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    name_latin = models.CharField(_("name in Latin letters"), max_length=170, blank=True)
    name_arabic = models.CharField(_("name in Arabic letters"), max_length=170, blank=True)
    # A badge is passed on more easily than a paper, so the name is in it only if the holder wants that.
    name_in_badge = models.BooleanField(_("write my name in the digital badge"), default=False)
    name_confirmed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
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
                condition=Q(status__in=["open", "under_review"]),
            ),
            models.CheckConstraint(
                name="certificate_in_a_language_of_ours",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(
                name="name_confirmed_before_review",
                condition=Q(status__in=["open", "withdrawn"])
                | Q(name_confirmed_at__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="confirmed_name_is_not_empty",
                condition=Q(name_confirmed_at=None) | ~Q(name_latin="", name_arabic=""),
            ),
            models.CheckConstraint(
                name="decided_file_has_its_time",
                condition=~Q(status__in=["granted", "refused"]) | Q(decided_at__isnull=False),
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
    def is_open_to_evidence(self):
        return self.status == self.Status.OPEN

    @property
    def is_with_certifiers(self):
        return self.status == self.Status.UNDER_REVIEW

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
        return evidence.look_up(self.version.requirements.all(), self.person)


class Decision(models.Model):
    """What one certifier decided, on which evidence. She may look again only when the evidence has changed."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="decisions")
    certifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("decision"), max_length=7, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "certifier"], name="a_certifier_decides_once"
            ),
            models.UniqueConstraint(
                fields=["candidacy"],
                name="one_refusal_refuses",
                condition=Q(outcome="refuse"),
            ),
            models.CheckConstraint(
                name="refusal_has_a_reason",
                condition=~Q(outcome="refuse") | ~Q(reason=""),
                violation_error_message=_("Say why, so that the candidate can understand."),
            ),
        ]

    def __str__(self):
        return f"{self.certifier} · {self.get_outcome_display()}"
