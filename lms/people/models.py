from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import (
    SECOND_FACTOR_ROLES,
    CooperativeStatus,
    Country,
    LegalForm,
    Office,
    Role,
    Sector,
    Sex,
)
from .querysets import CooperativeQuerySet, CurrentQuerySet, PersonManager


class Person(AbstractUser):
    """Anybody known to the system. E-mail, phone and username may each be missing, names have two scripts."""

    username = models.CharField(
        _("username"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[\w.-]+$", _("Use letters, digits, dots and dashes only."))],
    )
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\+\d{7,15}$", _("Write the number as +212612345678."))],
    )
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("family name"), max_length=80, blank=True)
    first_name_arabic = models.CharField(_("first name in Arabic"), max_length=80, blank=True)
    last_name_arabic = models.CharField(_("family name in Arabic"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=5, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2030)],
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="fr"
    )
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.MOROCCO)
    # She was told something since she last looked: shown on every page, so kept where no page must ask for it.
    has_news = models.BooleanField(default=False, editable=False)
    is_staff = None

    objects = PersonManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login", "has_news"])

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["first_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(first_name="", first_name_arabic=""),
                violation_error_message=_("Write a first name, in Latin or in Arabic letters."),
            ),
            models.UniqueConstraint(Lower("email"), name="person_email_once_in_any_case"),
        ]

    def __str__(self):
        return self.get_full_name()

    def clean(self):
        """An empty way to sign in is no way at all: two people may both have none."""
        self.username, self.phone = self.username or None, self.phone or None
        self.email = self.email.lower() if self.email else None

    @property
    def name_latin(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name_arabic(self):
        return f"{self.first_name_arabic} {self.last_name_arabic}".strip()

    def get_full_name(self):
        """The name in the script of the reader's language, else in the other."""
        names = [self.name_latin, self.name_arabic]
        return next(filter(None, reversed(names) if get_language() == "ar" else names))

    def get_short_name(self):
        names = [self.first_name, self.first_name_arabic]
        return next(filter(None, reversed(names) if get_language() == "ar" else names))

    @cached_property
    def current_appointments(self):
        """Today's appointments, read once for each request."""
        return list(self.appointments.current()) if self.pk else []

    @property
    def roles(self):
        return {appointment.role for appointment in self.current_appointments}

    @property
    def managed_countries(self):
        return [a.country for a in self.current_appointments if a.role == Role.MANAGER]

    @property
    def is_administrator(self):
        return self.is_superuser or Role.ADMINISTRATOR in self.roles

    @property
    def needs_second_factor(self):
        return self.is_superuser or bool(self.roles & SECOND_FACTOR_ROLES)


class Appointment(models.Model):
    """A person holds a role from one day to another, a manager in one country."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["person", "role"]
        constraints = [
            models.CheckConstraint(
                name="appointment_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("An appointment cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="manager_has_a_country",
                condition=~Q(role="manager") | ~Q(country=""),
                violation_error_message=_("Choose the country of the programme manager."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "country"],
                name="one_open_appointment_per_role",
                condition=Q(ends_on=None),
                violation_error_message=_("This person already has that role."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_role_display()}"


class Cooperative(models.Model):
    """A cooperative, or a group on its way to one. Its code is on its members' cards."""

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{4,12}$", _("Use 4 to 12 capitals and digits."))],
        help_text=_("Members type it when they sign in with their PIN."),
    )
    name = models.CharField(_("name"), max_length=200)
    name_arabic = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.MOROCCO)
    region = models.CharField(_("region"), max_length=80, blank=True)
    commune = models.CharField(_("commune"), max_length=80, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    women_only = models.BooleanField(_("women's cooperative"), default=False)
    status = models.CharField(_("status"), max_length=12, choices=CooperativeStatus)

    objects = CooperativeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cooperative")
        verbose_name_plural = _("cooperatives")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "register_number"],
                name="register_number_once_in_a_country",
                condition=~Q(register_number=""),
                violation_error_message=_("Another cooperative has this register number."),
            ),
            models.CheckConstraint(
                name="registered_cooperative_has_a_number",
                condition=Q(status="project") | ~Q(register_number=""),
                violation_error_message=_(
                    "Write the register number, or choose the status project."
                ),
            ),
        ]

    def __str__(self):
        return (self.name_arabic if get_language() == "ar" else "") or self.name


class CooperativeMerge(models.Model):
    """Two rows were one cooperative: what hung on the duplicate hangs on the other now, and can be put back.

    ``moved`` names it, ``{model label: [ids]}``; ``left`` what could not move, because the other has one already.
    """

    kept = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="+")
    duplicate = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    status_before = models.CharField(max_length=12, choices=CooperativeStatus)
    merged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge of two cooperatives")
        verbose_name_plural = _("merges of cooperatives")
        ordering = ["-merged_at"]
        constraints = [
            models.CheckConstraint(
                name="a_cooperative_is_not_merged_into_itself", condition=~Q(kept=F("duplicate"))
            ),
            models.UniqueConstraint(
                fields=["duplicate"],
                name="a_duplicate_is_merged_once",
                condition=Q(undone_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.duplicate} → {self.kept}"


class Membership(models.Model):
    """A person belongs to a cooperative from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="memberships"
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("A membership cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["person", "cooperative"],
                name="one_open_membership_per_cooperative",
                condition=Q(ends_on=None),
                violation_error_message=_("This person is already a member."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.cooperative}"


class OfficeHolding(models.Model):
    """An office held in a cooperative from one day to another."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="offices")
    office = models.CharField(_("office"), max_length=12, choices=Office)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        constraints = [
            models.CheckConstraint(
                name="office_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("An office cannot end before it starts."),
            )
        ]

    def __str__(self):
        return f"{self.get_office_display()} · {self.membership}"


class PinCard(models.Model):
    """How somebody without e-mail or phone signs in: cooperative code and personal PIN.

    The PIN is the member's number in the cooperative followed by four secret digits, so that a wrong try always
    counts against one account. Only a hash of the secret is kept.
    """

    FREE_TRIES = 5

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="pin_card")
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="pin_cards")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    secret = models.CharField(max_length=128, editable=False)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("PIN card")
        verbose_name_plural = _("PIN cards")
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "number"], name="pin_number_once_in_a_cooperative"
            )
        ]

    def __str__(self):
        return f"{self.cooperative.code} · {self.number:02d}"
