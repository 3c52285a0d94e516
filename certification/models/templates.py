import json
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification import layouts
from certification.artwork import as_jpeg
from certification.querysets.templates import TemplateVersionQuerySet
from lms.core.storage import private_storage


class CertificateTemplate(models.Model):
    """How a family of certificates looks. What is drawn is in its versions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["name"]

    def __str__(self):
        return self.name


class TemplateVersion(models.Model):
    """A layout as it stood, with its artwork. Once a second person approved it, it never changes:
    certificates are made again from it for as long as they are looked at.

    The version that comes with the software has neither maker nor approver.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        RETIRED = "retired", _("retired")

    MOVES = {(Status.DRAFT, Status.APPROVED), (Status.APPROVED, Status.RETIRED)}
    # What may be written to a version that is no draft any more.
    MOVING = {"status", "approved_by", "approved_at"}

    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    layout = models.JSONField(_("layout"))
    artwork = models.FileField(
        _("artwork"), upload_to="templates/", storage=private_storage, blank=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateVersionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_versions_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["template"],
                name="one_draft_of_a_template",
                condition=Q(status="draft"),
                violation_error_message=_("This template has a draft already."),
            ),
            models.CheckConstraint(
                name="template_approved_by_a_second_person",
                condition=Q(status="draft")
                | Q(approved_at__isnull=False, made_by=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False, made_by__isnull=False)
                & ~Q(approved_by=F("made_by")),
                violation_error_message=_("Somebody else than its maker approves a template."),
            ),
        ]

    def __str__(self):
        return _("%(name)s, version %(number)s") % {
            "name": self.template.name,
            "number": self.number,
        }

    def save(self, *, update_fields=None, **options):
        moves_only = update_fields is not None and set(update_fields) <= self.MOVING
        if not self._state.adding and not moves_only:
            self._refuse_unless_draft()
        super().save(update_fields=update_fields, **options)

    def delete(self, **options):
        self._refuse_unless_draft()
        return super().delete(**options)

    def _refuse_unless_draft(self):
        if not TemplateVersion.objects.filter(pk=self.pk, status=self.Status.DRAFT).exists():
            raise TypeError(f"{self} is approved and never changes.")

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def languages(self):
        return tuple(self.layout["languages"])

    @property
    def scripts(self):
        """The repertoire: the scripts whose letters it prints."""
        return tuple(self.layout["scripts"])

    def marks(self):
        """The marks of others that it has a place for."""
        return apps.get_model("certification", "Mark").objects.filter(
            pk__in=layouts.marks_of(self.layout)
        )

    def permitted_marks(self, candidacy, day):
        """The numbers of the marks that may be printed for this person under this scheme on a day."""
        return [
            str(mark.pk)
            for mark in self.marks()
            if mark.is_permitted(scheme=candidacy.scheme, country=candidacy.person.country, day=day)
        ]

    def drawn(self):
        """The layout with its pictures, as ``pdf.render`` takes it. Read once for each process."""
        marks = tuple((str(mark.pk), mark.name, mark.picture.name) for mark in self.marks())
        return _read(json.dumps(self.layout, sort_keys=True), self.artwork.name or "", marks)


@lru_cache(maxsize=32)
def _read(layout, artwork, marks):
    """Files of artwork are named by their digest, so a name stands for the same bytes for ever."""
    file = _stored(artwork) if artwork else b""
    pictures = {number: (name, as_jpeg(_stored(picture))) for number, name, picture in marks}
    return layouts.read(json.loads(layout), file=file, marks=pictures)


def _stored(name):
    with private_storage().open(name) as opened:
        return opened.read()
