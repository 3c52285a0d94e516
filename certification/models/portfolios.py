from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification import evidence
from certification.models.candidacies import Candidacy
from certification.models.schemes import Requirement
from certification.querysets.portfolios import PortfolioFileQuerySet, PortfolioQuerySet
from courses.choices import UploadKind
from lms.core.ids import new_id
from lms.core.storage import private_storage


class PortfolioFile(models.Model):
    """A photo or document for a portfolio. Private: only a view that asks who reads gives it out. Never changed."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="portfolio_files"
    )
    kind = models.CharField(max_length=10, choices=UploadKind)
    # Kept under the id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="portfolios/%Y/%m")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=timezone.now)

    objects = PortfolioFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a portfolio")
        verbose_name_plural = _("files of portfolios")
        ordering = ["received_at", "pk"]

    def __str__(self):
        return self.name


class Portfolio(models.Model):
    """What a candidate hands in for a requirement, and what somebody said of it by the rubric.

    A draft until it is handed in; once judged it never changes. Given back, the next round begins.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("being put together")
        WAITING = "waiting", _("to be judged")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("given back")

    JUDGED = frozenset({Status.ACCEPTED, Status.RETURNED})
    MOVES = {
        (Status.DRAFT, Status.WAITING),
        (Status.WAITING, Status.ACCEPTED),
        (Status.WAITING, Status.RETURNED),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="portfolios")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="portfolios"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="portfolios"
    )
    round = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    text = models.TextField(_("your text"), blank=True)
    files = models.ManyToManyField(PortfolioFile, related_name="portfolios")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # Criterion id → level id.
    levels = models.JSONField(default=dict)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    words = models.TextField(_("what was said of it"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portfolios_judged",
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "requirement", "round"], name="one_portfolio_in_a_round"
            ),
            models.UniqueConstraint(
                fields=["candidacy", "requirement"],
                name="one_portfolio_at_a_time",
                condition=Q(status__in=["draft", "waiting"]),
            ),
            models.CheckConstraint(
                name="portfolio_handed_in_says_when",
                condition=Q(status="draft", handed_in_at=None)
                | (~Q(status="draft") & Q(handed_in_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="portfolio_is_judged_by_somebody_in_words",
                condition=Q(status__in=["draft", "waiting"], judged_at=None, judged_by=None)
                | Q(
                    status__in=["accepted", "returned"],
                    judged_at__isnull=False,
                    judged_by__isnull=False,
                    percent__gte=0,
                    percent__lte=100,
                )
                & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="nobody_judges_her_own_portfolio",
                condition=Q(judged_by=None) | ~Q(judged_by=F("person")),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.requirement_id} · {self.round}"

    def save(self, **options):
        judged = Portfolio.objects.filter(pk=self.pk, status__in=self.JUDGED)
        if not self._state.adding and judged.exists():
            raise TypeError("A portfolio never changes once it is judged.")
        super().save(**options)

    def delete(self, **options):
        raise TypeError("A portfolio is never deleted.")

    @property
    def is_accepted(self):
        return self.status == self.Status.ACCEPTED

    @property
    def whole_percent(self):
        """Rounded down: what is not reached does not look as if it were."""
        return None if self.percent is None else int(self.percent)

    @property
    def kept(self):
        """What is frozen with a file that rests on it: the digests of all that was handed in, and the judgement."""
        return {
            "portfolio": str(self.pk),
            "round": self.round,
            "files": sorted(file.digest for file in self.files.all()),
            "text": evidence.digest_of({"text": self.text}),
            "levels": self.levels,
            "percent": str(self.percent),
            "judged_by": self.judged_by_id,
            "judged_at": self.judged_at.isoformat(),
        }
