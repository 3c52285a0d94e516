"""What the action plan says about itself: changes of an action, and how much of what was agreed is done on time."""

from typing import NamedTuple

from django.db.models import Count, F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.choices import Topic
from mentoring.models import ActionItem

MOST_CHANGES = 20


class Change(NamedTuple):
    at: object
    person: object
    sentence: str


def changes_of(action):
    """Who changed its date, its owner or where it stands, the newest first, in one query."""
    known = action.history.select_related("history_user", "owner__person").order_by("history_id")
    rows = list(known)
    changes = []
    for before, after in zip(rows, rows[1:], strict=False):
        changes += [
            Change(after.history_date, after.history_user, sentence)
            for sentence in _sentences(before, after)
        ]
    return changes[::-1][:MOST_CHANGES]


def _sentences(before, after):
    if before.due_on != after.due_on:
        days = {
            "before": date_format(before.due_on, "DATE_FORMAT"),
            "after": date_format(after.due_on, "DATE_FORMAT"),
        }
        yield _("The date: %(before)s, now %(after)s") % days
    if before.owner_id != after.owner_id:
        people = {"before": before.owner.person, "after": after.owner.person}
        yield _("Who does it: %(before)s, now %(after)s") % people
    if before.status != after.status:
        yield _("It is now: %(state)s") % {"state": after.get_status_display()}


def by_axis(actions):
    """Actions agreed, done, and done on time for each axis of an objective, and for those without one. One query."""
    counted = (
        actions.exclude(status=ActionItem.Status.DROPPED)
        .order_by()
        .values("objective__axis")
        .annotate(
            agreed=Count("pk"),
            done=Count("pk", filter=Q(status="done")),
            on_time=Count("pk", filter=Q(status="done", done_on__lte=F("due_on"))),
        )
    )
    rows = {row["objective__axis"]: row for row in counted}
    order = [*Topic.values, None]
    return [
        {**rows[axis], "axis": Topic(axis).label if axis else _("Without an objective")}
        for axis in order
        if axis in rows
    ]
