from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.choices import UploadKind
from lms.core.storage import private_storage
from lms.people.choices import Office
from lms.people.models import Cooperative, Membership
from mentoring.choices import AssemblyKind
from mentoring.querysets.assemblies import AssemblyQuerySet


class Assembly(models.Model):
    """The members of a cooperative came together and decided. Its id is the event's, made on a device."""

    id = models.UUIDField(primary_key=True, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="assemblies"
    )
    kind = models.CharField(_("which assembly"), max_length=13, choices=AssemblyKind)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    attendees = models.ManyToManyField(
        Membership, related_name="assemblies", verbose_name=_("who was there")
    )
    represented = models.PositiveSmallIntegerField(
        _("members who sent somebody in their place"), default=0
    )
    decisions = models.TextField(_("what was decided"))
    next_on = models.DateField(_("next assembly"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assemblies_recorded"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AssemblyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assembly")
        verbose_name_plural = _("assemblies")
        ordering = ["-held_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="next_assembly_is_later",
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                violation_error_message=_("The next assembly comes after this one."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {date_format(self.held_on, 'SHORT_DATE_FORMAT')}"


class Election(models.Model):
    """An assembly gave a member an office. Who holds it today is in ``OfficeHolding``."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="elections")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="elections")
    office = models.CharField(_("office"), max_length=12, choices=Office)

    class Meta:
        verbose_name = _("election")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "membership", "office"], name="elected_once_in_an_assembly"
            )
        ]

    def __str__(self):
        return f"{self.get_office_display()} · {self.membership.person}"


class Minutes(models.Model):
    """A page or document of an assembly's minutes. Only a view that asks who reads gives it out."""

    id = models.UUIDField(primary_key=True, editable=False)
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="minutes")
    kind = models.CharField(max_length=10, choices=UploadKind)
    # Kept under the id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="minutes/%Y/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="minutes_kept"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minutes of an assembly")
        ordering = ["kept_at"]

    def __str__(self):
        return self.name
