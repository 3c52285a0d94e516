from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification import evidence
from certification.choices import StatementKind
from certification.models.candidacies import Candidacy
from certification.models.schemes import Requirement
from lms.core.ids import new_id


class ExternalCredential(models.Model):
    """A certificate of another body, beside ours and never in its place: what the paper says, and who saw it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="external_credentials",
        verbose_name=_("holder"),
    )
    issuer = models.CharField(_("issued by"), max_length=120)
    title = models.CharField(_("title of the certificate"), max_length=200)
    number = models.CharField(_("number"), max_length=80, blank=True)
    url = models.URLField(_("address where it can be checked"), blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("seen by"),
    )
    seen_at = models.DateTimeField(_("seen"), default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("certificate of another body")
        verbose_name_plural = _("certificates of other bodies")
        ordering = ["-seen_at"]
        constraints = [
            models.CheckConstraint(
                name="nobody_sees_her_own_certificate",
                condition=~Q(person=F("seen_by")),
                violation_error_message=_("Somebody else than the holder has to see the paper."),
            ),
        ]

    def __str__(self):
        return f"{self.issuer} · {self.title}"

    def is_of(self, issuer, title):
        """Whether this body issued it, under this title if one is named; capitals make no difference."""
        same_title = not title or self.title.casefold() == title.casefold()
        return same_title and self.issuer.casefold() == issuer.casefold()


class Statement(models.Model):
    """What somebody answers for with her name in a candidate's file. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="statements")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="statements"
    )
    kind = models.CharField(max_length=15, choices=StatementKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="statements_about"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="statements"
    )
    text = models.TextField(_("statement"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("statement")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "requirement", "by"], name="one_statement_of_each"
            ),
            models.CheckConstraint(
                name="who_states_what",
                condition=Q(kind="declaration", person=F("by"))
                | (Q(kind="recommendation") & ~Q(person=F("by"))),
            ),
            models.CheckConstraint(name="a_statement_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.by} · {self.get_kind_display()}"

    def save(self, **options):
        if not self._state.adding:
            raise TypeError("A statement is written once.")
        super().save(**options)

    def delete(self, **options):
        raise TypeError("A statement is never deleted.")

    @property
    def digest(self):
        return evidence.digest_of({"by": str(self.by_id), "text": self.text})
