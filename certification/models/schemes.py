from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification.choices import RequirementKind, SchemeKind
from certification.querysets import SchemeQuerySet
from courses.models import Programme
from courses.models.editions import in_reader_language


class CertificationScheme(models.Model):
    """The rules of one certificate: what it asks for, who decides, what is printed, how long it holds.

    ``titles``, ``texts`` and ``issuers`` are ``{language: words}``; ``signatories`` is a list of
    ``{"name": …, "functions": {language: words}}``.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=SchemeKind)
    titles = models.JSONField(_("titles"))
    texts = models.JSONField(_("what it is for"), default=dict, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="schemes"
    )
    validity_months = models.PositiveSmallIntegerField(
        _("validity in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: it never expires."),
    )
    issuers = models.JSONField(_("issuer"))
    signatories = models.JSONField(_("signatories"), default=list)
    certifiers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="certified_schemes",
        verbose_name=_("certifiers"),
        blank=True,
        help_text=_("Two of them decide on each file."),
    )
    number_prefix = models.CharField(
        _("letters in the number"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", _("Use 2 to 4 capitals."))],
    )

    objects = SchemeQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[certifiers])

    class Meta:
        verbose_name = _("certification scheme")
        verbose_name_plural = _("certification schemes")
        ordering = ["code"]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_reader_language(self.titles)

    @property
    def text(self):
        return in_reader_language(self.texts)

    @property
    def issuer(self):
        return in_reader_language(self.issuers)


class Requirement(models.Model):
    """One thing a scheme asks for, found in the records of courses."""

    scheme = models.ForeignKey(
        CertificationScheme, on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    course_key = models.UUIDField(_("course"))
    activity_key = models.UUIDField(_("quiz"), null=True, blank=True)
    min_percent = models.PositiveSmallIntegerField(
        _("at least, in percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Empty: the pass mark of the quiz is enough."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["scheme", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "position"],
                name="one_requirement_in_each_place",
                violation_error_message=_("Another requirement of the scheme has this position."),
            ),
            models.CheckConstraint(
                name="quiz_requirement_names_its_quiz",
                condition=~Q(kind="quiz_passed") | Q(activity_key__isnull=False),
                violation_error_message=_("Choose the quiz."),
            ),
            models.CheckConstraint(
                name="required_percent_is_a_percent",
                condition=Q(min_percent=None) | Q(min_percent__lte=100),
                violation_error_message=_("Write a number from 0 to 100."),
            ),
        ]

    def __str__(self):
        return f"{self.scheme} · {self.position}"
