"""Calendars as phones read them (iCalendar, RFC 5545): plain entries in, bytes out.

An hour is written as it is said in the country, with the rules of its clock beside it (VTIMEZONE): whoever reads the
calendar anywhere gets the right moment, through a change of clock too.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDuration

from lms.core.zones import ZONES, zone_of

MAKER = "-//Coop Academy//Mentoring//EN"
ASKED_AGAIN = timedelta(hours=6)
"""How often a phone is asked to look again."""


class Entry(NamedTuple):
    """Something on a day. Without ``starts_at`` it is on the whole day; ``sequence`` counts its changes."""

    uid: str
    title: str
    day: date
    country: str
    changed_at: datetime
    sequence: int
    address: str
    starts_at: object = None
    minutes: int = 0
    place: str = ""


def written(name, entries):
    """The calendar of these entries. The same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(ASKED_AGAIN), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASKED_AGAIN))
    for country in sorted({entry.country for entry in entries if entry.starts_at}):
        years = [entry.day.year for entry in entries if entry.country == country]
        calendar.add_component(_clock(country, min(years) - 1, max(years) + 1))
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _clock(country, first, last):
    """The rules of a country's clock, from one year to another: each change by itself.

    The library's own search steps over months, and so over a Ramadan.
    """
    changes = _changes(zone_of(country), first, last)
    lowest = min(offset for _, _, offset in changes)
    clock = Timezone()
    clock.add("tzid", ZONES[country])
    for day, before, after in changes:
        # Many phones know no clock that goes back in spring: Morocco's usual hour is told as its summer time.
        part = TimezoneDaylight() if after > lowest else TimezoneStandard()
        part.DTSTART = day
        part.TZOFFSETFROM, part.TZOFFSETTO = before, after
        clock.add_component(part)
    return clock


@lru_cache(maxsize=64)
def _changes(zone, first, last):
    """``(wall clock before the change, offset before, offset after)``, the first where the years begin."""
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    found = [(datetime(first, 1, 1), offset, offset)]  # noqa: DTZ001 - a wall clock has no zone
    while moment < end:
        moment += timedelta(hours=1)
        if (after := moment.astimezone(zone).utcoffset()) != offset:
            found.append(((moment + offset).replace(tzinfo=None), offset, after))
            offset = after
    return found


def _event(entry):
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("url", entry.address)
    if entry.place:
        event.add("location", entry.place)
    if entry.starts_at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event
    begins = datetime.combine(entry.day, entry.starts_at, tzinfo=zone_of(entry.country))
    event.add("dtstart", begins)
    event.add("duration", timedelta(minutes=entry.minutes))
    return event
