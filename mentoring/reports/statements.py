"""What a mentor has worked in a period: from sessions that the programme has accepted, and from nothing else."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from lms.people.choices import Role
from lms.people.models import Appointment, Person
from mentoring.models import SessionMentor

TIMES = ("minutes", "preparation", "travel", "km")


class Line(NamedTuple):
    """One session, with the time of this mentor alone. ``mentors`` names everybody who was there."""

    session: object
    mentors: str
    minutes: int
    preparation: int
    travel: int
    km: int


class Statement(NamedTuple):
    """Minutes with cooperatives, of preparation and on the way, each apart, and their totals."""

    mentor: Person
    first: date
    last: date
    # Empty: wherever she worked. Else: the countries of who reads it.
    countries: list
    lines: list
    totals: Line
    as_of: datetime


def mentors_for(by):
    """Whose statements a person may read: her own, and those of whoever is a mentor in a country she manages."""
    if by.is_administrator:
        return Person.objects.filter(
            Q(pk__in=_appointed()) | Q(session_times__isnull=False)
        ).distinct()
    countries = by.managed_countries
    worked = SessionMentor.objects.filter(
        session__engagement__cooperative__country__in=countries
    ).values("mentor")
    managed = Q(pk__in=worked) | Q(pk__in=_appointed(), country__in=countries)
    return Person.objects.filter(Q(pk=by.pk) | managed)


def _appointed():
    return Appointment.objects.current().filter(role=Role.MENTOR).values("person")


def statement_of(mentor, first, last, *, by, as_of):
    """Her statement from one day to another, both with it. Who manages a country sees what was done in it."""
    whole = by == mentor or by.is_administrator
    times = SessionMentor.objects.settled().filter(
        mentor=mentor, session__held_on__range=(first, last)
    )
    if not whole:
        times = times.filter(session__engagement__cooperative__country__in=by.managed_countries)
    listed = (
        times.select_related("session__engagement__cooperative")
        .prefetch_related("session__mentors__mentor")
        .order_by("session__held_on", "session__starts_at", "pk")
    )
    lines = [_line(time) for time in listed]
    countries = [] if whole else sorted(by.managed_countries)
    return Statement(mentor, first, last, countries, lines, _totals(lines), as_of)


def _line(time):
    return Line(
        session=time.session,
        mentors=time.session.mentor_names,
        minutes=time.minutes,
        preparation=time.preparation_minutes,
        travel=time.travel_minutes,
        km=time.travel_km,
    )


def _totals(lines):
    sums = {name: sum(getattr(line, name) for line in lines) for name in TIMES}
    return Line(session=None, mentors="", **sums)
