from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Mode(models.TextChoices):
    """How mentor and cooperative met."""

    VISIT = "visit", gettext_lazy("Visit")
    PHONE = "phone", gettext_lazy("Phone")
    VIDEO = "video", gettext_lazy("Video")
    MESSAGES = "messages", gettext_lazy("Messages")
    GROUP = "group", gettext_lazy("Group")


class Topic(models.TextChoices):
    """What a session was about: the axes of the diagnostic. A code is retired, never renamed."""

    GOVERNANCE = "governance", gettext_lazy("Governance")
    MEMBERS = "members", gettext_lazy("Members")
    ACCOUNTS = "accounts", gettext_lazy("Accounts")
    PRODUCTION = "production", gettext_lazy("Production")
    MARKET = "market", gettext_lazy("Market and sales")
    PEOPLE_AND_SAFETY = "people_and_safety", gettext_lazy("People and safety at work")
    FINANCE = "finance", gettext_lazy("Finance")
    DIGITAL = "digital", gettext_lazy("Digital tools")


class AssemblyKind(models.TextChoices):
    """Why the members of a cooperative were called together."""

    CONSTITUENT = "constituent", gettext_lazy("Constituent assembly")
    ORDINARY = "ordinary", gettext_lazy("Ordinary assembly")
    EXTRAORDINARY = "extraordinary", gettext_lazy("Extraordinary assembly")


class Outcome(models.TextChoices):
    """What a member says about a session."""

    CONFIRMED = "confirmed", gettext_lazy("confirmed")
    DISPUTED = "disputed", gettext_lazy("disputed")


USUAL_LENGTHS = [15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480]


def length(minutes):
    """Minutes as people say them: 45 min, 2 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
