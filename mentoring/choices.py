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


class Ending(models.TextChoices):
    """How an engagement ended."""

    REACHED = "reached", gettext_lazy("The goals are reached")
    PARTLY = "partly", gettext_lazy("The goals are reached in part")
    NOT_REACHED = "not_reached", gettext_lazy("The goals are not reached")
    GIVEN_UP = "given_up", gettext_lazy("Given up before its end")


class Readers(models.TextChoices):
    """Who in a cooperative reads what was written down about its sessions."""

    MEMBERS = "members", gettext_lazy("All members of the cooperative")
    OFFICERS = "officers", gettext_lazy("Only those who hold an office in it")


class PhotoUse(models.TextChoices):
    """What the people on a photo have agreed to."""

    RECORD = "record", gettext_lazy("Only for our own record")
    PROGRAMME = "programme", gettext_lazy("In reports of the programme")
    PUBLIC = "public", gettext_lazy("Also in public")


class Moment(models.TextChoices):
    """When in its accompaniment a cooperative is diagnosed."""

    BASELINE = "baseline", gettext_lazy("At the beginning")
    MIDDLE = "middle", gettext_lazy("In the middle")
    END = "end", gettext_lazy("At the end")


class Origin(models.TextChoices):
    """Where an action of the plan comes from."""

    SESSION = "session", gettext_lazy("Agreed in a session")
    PLAN = "plan", gettext_lazy("Written into the plan")
    GET_AHEAD = "get_ahead", gettext_lazy("From a 90-day plan")


USUAL_LENGTHS = [15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480]


def length(minutes):
    """Minutes as people say them: 45 min, 2 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
