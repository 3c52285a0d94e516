from functools import partial

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification.choices import ConflictRule, RequirementKind, SchemeKind
from certification.models.templates import TemplateVersion
from certification.querysets.schemes import (
    RequirementQuerySet,
    SchemeQuerySet,
    SchemeVersionQuerySet,
)
from certification.words import LANGUAGES
from courses.models import Programme
from courses.models.editions import in_reader_language


class CertificationScheme(models.Model):
    """One certificate that can be earned: what kind it is and who decides. What it asks for is in its versions.

    Code, kind, programme and letters (``LASTING``) stay as they are once a version has been in force.
    """

    LASTING = ("code", "kind", "programme", "number_prefix")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=SchemeKind)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="schemes"
    )
    certifiers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="certified_schemes",
        verbose_name=_("certifiers"),
        blank=True,
        help_text=_("Those who decide on the files."),
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
        return self.title or self.code

    @property
    def in_force(self):
        """The version under which files are opened today; None when there is none."""
        return self._newest(SchemeVersion.Status.IN_FORCE)

    @property
    def draft(self):
        """The version that is being written; None when there is none."""
        return self._newest(SchemeVersion.Status.DRAFT)

    @property
    def current(self):
        """The version that speaks for the scheme: the one in force, else the newest; None before the first."""
        return self.in_force or max(self.versions.all(), key=lambda v: v.number, default=None)

    @property
    def title(self):
        return self.current.title if self.current else ""

    @property
    def text(self):
        return self.current.text if self.current else ""

    def _newest(self, status):
        there = (version for version in self.versions.all() if version.status == status)
        return max(there, key=lambda version: version.number, default=None)


class SchemeVersion(models.Model):
    """The rules of a certificate as they stood: what it asks for, how many decide, what is printed, how long it holds.

    Once in force it never changes: a file is decided under the version under which it was opened.

    ``titles``, ``texts`` and ``issuers`` are ``{language: words}``, ``partners`` is a list of such; ``signatories``
    is a list of ``{"name": …, "functions": {language: words}}``.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        RETIRED = "retired", _("retired")

    MOVES = {
        (Status.DRAFT, Status.IN_FORCE),
        (Status.IN_FORCE, Status.RETIRED),
    }
    # What may be written to a version that is no draft any more.
    MOVING = {"status", "in_force_from", "retired_at"}

    scheme = models.ForeignKey(
        CertificationScheme, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    in_force_from = models.DateTimeField(_("in force from"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    titles = models.JSONField(_("titles"))
    texts = models.JSONField(_("what it is for"), default=dict, blank=True)
    issuers = models.JSONField(_("issuer"))
    partners = models.JSONField(_("partner organisations"), default=list, blank=True)
    signatories = models.JSONField(_("signatories"), default=list)
    deciders = models.PositiveSmallIntegerField(
        _("how many people decide"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )
    conflict_rules = models.JSONField(
        _("who may not decide"), default=partial(list, ConflictRule.values), blank=True
    )
    validity_months = models.PositiveSmallIntegerField(
        _("validity in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: it never expires."),
    )
    renewed_by = models.ForeignKey(
        CertificationScheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("renewed through the scheme"),
    )
    renewal_opens_months = models.PositiveSmallIntegerField(
        _("months before the end from which it can be renewed"), default=6
    )
    is_our_default = models.BooleanField(default=False)
    template = models.ForeignKey(
        TemplateVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scheme_versions",
        limit_choices_to={"status": TemplateVersion.Status.APPROVED},
        verbose_name=_("certificate template"),
        help_text=_("Empty: the certificate of this house."),
    )

    objects = SchemeVersionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version of a scheme")
        verbose_name_plural = _("versions of schemes")
        ordering = ["scheme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="scheme_version_number_once"),
            models.UniqueConstraint(
                fields=["scheme"],
                name="one_version_in_force_per_scheme",
                condition=Q(status="in_force"),
            ),
            models.UniqueConstraint(
                fields=["scheme"], name="one_draft_per_scheme", condition=Q(status="draft")
            ),
            models.CheckConstraint(
                name="one_to_three_decide", condition=Q(deciders__gte=1, deciders__lte=3)
            ),
            models.CheckConstraint(
                name="version_in_force_has_its_times",
                condition=Q(status="draft", in_force_from=None, retired_at=None)
                | Q(status="in_force", in_force_from__isnull=False, retired_at=None)
                | Q(status="retired", retired_at__gte=F("in_force_from")),
            ),
        ]

    def __str__(self):
        return _("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}

    def save(self, *, update_fields=None, **options):
        moves_only = update_fields is not None and set(update_fields) <= self.MOVING
        if not self._state.adding and not moves_only:
            refuse_unless_draft(self.pk)
        super().save(update_fields=update_fields, **options)

    def delete(self, **options):
        refuse_unless_draft(self.pk)
        return super().delete(**options)

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def title(self):
        return in_reader_language(self.titles)

    @property
    def text(self):
        return in_reader_language(self.texts)

    @property
    def issuer(self):
        return in_reader_language(self.issuers)

    @property
    def languages(self):
        """Those in which all that it prints is written, in their usual order."""
        functions = (one["functions"] for one in self.signatories)
        printed = [self.titles, self.issuers, *functions]
        return [code for code in LANGUAGES if all(words.get(code) for words in printed)]


class Requirement(models.Model):
    """One thing a version of a scheme asks for, found in the records. Fixed when the version is."""

    version = models.ForeignKey(
        SchemeVersion, on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    course_key = models.UUIDField(_("course"), null=True, blank=True)
    activity_key = models.UUIDField(_("activity"), null=True, blank=True)
    # The numbers of its kind, as the fields of ``requirements`` name them.
    params = models.JSONField(default=dict, blank=True)
    group = models.CharField(
        _("group"),
        max_length=1,
        choices=[(letter, letter) for letter in "ABCD"],
        blank=True,
        help_text=_("Empty: it must be met. Of the members of a group only some must be met."),
    )
    group_needs = models.PositiveSmallIntegerField(
        _("so many of its group"), default=1, validators=[MinValueValidator(1)]
    )

    # Set by ``evidence.look_up``: what has to come anew counts after this day.
    since = None

    objects = RequirementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_requirement_in_each_place",
                violation_error_message=_("Another requirement of the scheme has this position."),
            ),
            models.CheckConstraint(
                name="a_group_needs_one_at_least", condition=Q(group_needs__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.version} · {self.position}"

    def save(self, **options):
        refuse_unless_draft(self.version_id)
        super().save(**options)

    def delete(self, **options):
        refuse_unless_draft(self.version_id)
        return super().delete(**options)


def refuse_unless_draft(version):
    """Raise TypeError for what would change a version that is, or was, in force."""
    if not SchemeVersion.objects.filter(pk=version, status="draft").exists():
        raise TypeError("A version of a scheme never changes once it is in force.")
