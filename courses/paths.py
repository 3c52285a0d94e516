"""Which activities of a course are open to a learner on a day, and what opens the others. Plain values, no rows."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.choices import ActivityKind, Basis

GRADED = frozenset({ActivityKind.QUIZ, ActivityKind.ASSIGNMENT})
GIVEN = frozenset({Basis.PRIOR, Basis.OVERRIDE})
"""What a trainer decided opens what follows, whatever the percent that is asked for."""


@dataclass(frozen=True)
class Stop:
    """An activity as a path sees it. ``basis``: on what ground it is done, empty = not done; ``after``: a key."""

    key: Hashable
    kind: str
    title: str
    basis: str = ""
    grade: Decimal | None = None
    opens_on: dt.date | None = None
    after: Hashable | None = None
    percent: int = 0

    @property
    def done(self):
        return bool(self.basis)


@dataclass(frozen=True)
class OpensOn:
    """Not yet: it opens by itself on a day."""

    day: dt.date

    def __str__(self):
        return _("Opens on %(day)s.") % {"day": date_format(self.day, "DATE_FORMAT")}


@dataclass(frozen=True)
class OpensAfter:
    """Something else in this course comes first."""

    stop: Stop

    def __str__(self):
        return _("Opens when you have finished “%(activity)s”.") % {"activity": self.stop.title}


@dataclass(frozen=True)
class OpensAtPercent:
    """What comes first must be done well enough."""

    stop: Stop
    percent: int

    def __str__(self):
        values = {"activity": self.stop.title, "percent": self.percent, "grade": self.stop.grade}
        if self.stop.grade is None:
            return _("Opens when you have %(percent)s%% in “%(activity)s”.") % values
        values["grade"] = int(self.stop.grade)
        return (
            _("Opens when you have %(percent)s%% in “%(activity)s”; you have %(grade)s%%.") % values
        )


@dataclass(frozen=True)
class OpensAfterCourses:
    """Other courses come first."""

    titles: tuple

    def __str__(self):
        return _("Opens when you have completed: %(courses)s.") % {
            "courses": _(", ").join(f"“{title}”" for title in self.titles)
        }


def locks(stops, *, day, begins_on, missing_courses=()):
    """Key → why it is closed on that day; what is open is left out. What is done is always open.

    A rule that names an activity which the course does not have closes nothing: nobody could ever meet it.
    """
    known = {stop.key: stop for stop in stops}
    found = {
        stop.key: lock_of(stop, known, day=day, begins_on=begins_on, missing=missing_courses)
        for stop in stops
        if not stop.done
    }
    return {key: lock for key, lock in found.items() if lock}


def lock_of(stop, known, *, day, begins_on, missing=()):
    """Why one activity that is not done is closed, or None. What takes longest to open is said first."""
    if missing:
        return OpensAfterCourses(tuple(missing))
    opens_on = max(begins_on, stop.opens_on or begins_on)
    if day < opens_on:
        return OpensOn(opens_on)
    first = known.get(stop.after)
    if first is None or first.key == stop.key:
        return None
    percent = stop.percent if first.kind in GRADED and first.basis not in GIVEN else 0
    if percent and (first.grade is None or first.grade < percent):
        return OpensAtPercent(first, percent)
    return None if first.done else OpensAfter(first)


def circles(after):
    """Keys that wait for each other, so that none of them can ever open. ``after``: key → key it waits for."""
    turning = set()
    for start in after:
        key, seen = after.get(start), {start}
        while key in after and key not in seen:
            seen.add(key)
            key = after[key]
        if key == start:
            turning.add(start)
    return turning
