"""A session as one version says it: what an amendment keeps of before and after."""

import datetime as dt

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.translation import ngettext

from .choices import Mode, Topic, length

FIELDS = (
    "held_on",
    "starts_at",
    "mode",
    "place",
    "minutes",
    "guests_women",
    "guests_men",
    "topics",
    "shared_summary",
)
"""What an amendment may change, beside who took part."""


def facts_of(session):
    """All that may be amended, as JSON holds it: dates and hours as text, attendees as ids of memberships."""
    encode = DjangoJSONEncoder().default
    plain = {name: getattr(session, name) for name in FIELDS}
    return {
        **{
            name: encode(value) if hasattr(value, "isoformat") else value
            for name, value in plain.items()
        },
        "attendees": sorted(session.attendees.values_list("pk", flat=True)),
    }


def changed(before, after):
    """Names of what differs between two versions."""
    return [name for name in after if before.get(name) != after[name]]


def spoken(name, value):
    """A value of a version in the reader's language. Of attendees only how many: who may change her name later."""
    if name == "attendees":
        return ngettext("%(n)s member", "%(n)s members", len(value)) % {"n": len(value)}
    said = {
        "held_on": lambda: date_format(dt.date.fromisoformat(value), "DATE_FORMAT"),
        "mode": lambda: Mode(value).label,
        "minutes": lambda: length(value),
        "topics": lambda: " · ".join(str(Topic(code).label) for code in value),
        "starts_at": lambda: value[:5] if value else "—",
    }
    return said[name]() if name in said else value or "—"
