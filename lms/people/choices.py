from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """Where cooperatives of the programme are (ISO 3166-1 alpha-2)."""

    MOROCCO = "MA", _("Morocco")
    CAPE_VERDE = "CV", _("Cape Verde")
    COTE_DIVOIRE = "CI", _("Côte d'Ivoire")
    GUINEA = "GN", _("Guinea")
    INDIA = "IN", _("India")
    MALAWI = "MW", _("Malawi")
    SENEGAL = "SN", _("Senegal")
    ZIMBABWE = "ZW", _("Zimbabwe")


class Role(models.TextChoices):
    """What a person is appointed to. A learner needs no appointment: being enrolled makes one."""

    TRAINER = "trainer", _("trainer")
    MENTOR = "mentor", _("mentor")
    EXPERT = "expert", _("expert")
    CERTIFIER = "certifier", _("certifier")
    MANAGER = "manager", _("programme manager")
    ADMINISTRATOR = "administrator", _("administrator")


SECOND_FACTOR_ROLES = frozenset({Role.CERTIFIER, Role.MANAGER, Role.ADMINISTRATOR})


class Sex(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    NOT_STATED = "", _("not stated")


class LegalForm(models.TextChoices):
    COOPERATIVE = "cooperative", _("cooperative")
    UNION = "union", _("union of cooperatives")
    GROUP = "group", _("group not yet registered")


class Sector(models.TextChoices):
    AGRICULTURE = "agriculture", _("agriculture")
    ARGAN = "argan", _("argan")
    CRAFTS = "crafts", _("crafts")
    FOOD = "food", _("food processing")
    LIVESTOCK = "livestock", _("livestock")
    SERVICES = "services", _("services")
    OTHER = "other", _("other")


class CooperativeStatus(models.TextChoices):
    PROJECT = "project", _("project")
    REGISTERED = "registered", _("registered")
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    DISSOLVED = "dissolved", _("dissolved")


class Office(models.TextChoices):
    CHAIR = "chair", _("chair")
    MANAGER = "manager", _("manager")
    TREASURER = "treasurer", _("treasurer")
    SECRETARY = "secretary", _("secretary")
    BOARD = "board", _("member of the board")
