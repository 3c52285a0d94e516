"""Emblems of other organisations, and who allowed them to be printed, on what, where and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from certification.models.schemes import CertificationScheme
from certification.querysets.templates import MarkPermissionQuerySet
from lms.core.storage import private_storage
from lms.people.choices import Country


class Mark(models.Model):
    """An emblem of another organisation, as a picture. It prints only under a permission that holds on that day."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    owner = models.CharField(_("owner"), max_length=200)
    picture = models.ImageField(
        _("picture"),
        upload_to="marks/",
        storage=private_storage,
        help_text=_("PNG or JPEG, at most 300 kB, exactly as its owner provides it."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def is_permitted(self, *, scheme, country, day):
        """Whether it may be printed on a day on a certificate of a scheme for somebody of a country."""
        permissions = self.permissions.on(day).filter(schemes=scheme)
        return any(country in permission.countries for permission in permissions)


class MarkPermission(models.Model):
    """What the owner of a mark allows, with the document that says so. No scheme or country given: none is allowed."""

    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="permissions")
    schemes = models.ManyToManyField(
        CertificationScheme, related_name="mark_permissions", verbose_name=_("schemes")
    )
    countries = models.JSONField(_("countries"), default=list)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    document = models.FileField(
        _("document"),
        upload_to="permissions/",
        storage=private_storage,
        help_text=_("The signed agreement in which the owner allows it."),
    )

    objects = MarkPermissionQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[schemes])

    class Meta:
        verbose_name = _("permission to use a mark")
        verbose_name_plural = _("permissions to use marks")
        ordering = ["mark", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="permission_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("A permission cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="permission_has_its_document",
                condition=~Q(document=""),
                violation_error_message=_("Add the document in which the owner allows it."),
            ),
        ]

    def __str__(self):
        return f"{self.mark} · {self.starts_on} – {self.ends_on}"

    def country_names(self):
        return ", ".join(str(Country(code).label) for code in self.countries)
