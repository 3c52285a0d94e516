"""What was agreed in an engagement, and what was changed in it since."""

from typing import NamedTuple

from mentoring.models import Engagement

PLAN = ("goals", "planned_sessions", "ends_on", "readers")


class Change(NamedTuple):
    """``facts`` are (field, before, after), with values as people read them."""

    at: object
    by: object
    facts: list


def of_plan(engagement):
    """Changes of the plan, oldest first. One query."""
    versions = engagement.history.select_related("history_user").order_by(
        "history_date", "history_id"
    )
    versions = list(versions)
    return [
        Change(newer.history_date, newer.history_user, facts)
        for older, newer in zip(versions, versions[1:], strict=False)
        if (facts := _facts(older, newer))
    ]


def _facts(older, newer):
    return [
        (Engagement._meta.get_field(name).verbose_name, _words(older, name), _words(newer, name))
        for name in PLAN
        if getattr(older, name) != getattr(newer, name)
    ]


def _words(version, name):
    return version.get_readers_display() if name == "readers" else getattr(version, name)
