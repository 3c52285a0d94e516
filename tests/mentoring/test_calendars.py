"""Calendars as phones read them: ten on the wall stays ten, through Ramadan's change of clock."""

import datetime as dt
from uuid import uuid4

import pytest
from icalendar import Calendar

from mentoring.calendars import Entry, written

TEN = dt.time(10)
CHANGED = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)


def entry(day, **facts):
    plain = {
        "uid": f"visit-{day}@example.org",
        "title": "Visit: Tamghart",
        "country": "MA",
        "changed_at": CHANGED,
        "sequence": 0,
        "address": "https://example.org/",
        "starts_at": TEN,
        "minutes": 90,
    }
    return Entry(day=day, **{**plain, **facts})


def read(content):
    """The events, by a reader that knows no zone of that name: only what the file itself says of the clock."""
    # Another name each time: the reader remembers those it has met.
    unknown = content.replace(b"Africa/Casablanca", uuid4().hex.encode())
    return Calendar.from_ical(unknown).walk("VEVENT")


@pytest.mark.parametrize(
    ("day", "hour_utc"),
    [
        # The clocks of Morocco: UTC+1, but UTC from Sunday 7 February to Sunday 14 March 2027.
        (dt.date(2026, 11, 30), 9),
        (dt.date(2027, 2, 6), 9),
        (dt.date(2027, 2, 7), 10),
        (dt.date(2027, 2, 8), 10),
        (dt.date(2027, 2, 25), 10),
        (dt.date(2027, 3, 9), 10),
        (dt.date(2027, 3, 13), 10),
        (dt.date(2027, 3, 14), 9),
        (dt.date(2027, 3, 20), 9),
        (dt.date(2028, 2, 1), 10),
    ],
)
def test_ten_on_the_wall_stays_ten_before_in_and_after_ramadan(day, hour_utc):
    [event] = read(written("Visits", [entry(day)]))

    begins = event.start
    assert begins.replace(tzinfo=None) == dt.datetime.combine(day, TEN)
    assert begins.astimezone(dt.UTC) == dt.datetime.combine(day, dt.time(hour_utc), tzinfo=dt.UTC)
    assert (event.end - begins) == dt.timedelta(minutes=90)


def test_visits_on_both_sides_of_a_change_are_right_in_one_calendar():
    days = [dt.date(2027, 2, 4), dt.date(2027, 2, 11), dt.date(2027, 3, 11), dt.date(2027, 3, 18)]

    events = read(written("Visits", [entry(day) for day in days]))

    assert [event.start.hour for event in events] == [10] * 4
    assert [event.start.utcoffset().seconds for event in events] == [3600, 0, 0, 3600]


def test_the_hour_is_written_with_its_zone_and_the_rules_of_the_zone():
    content = written("Visits", [entry(dt.date(2027, 2, 8))]).decode()

    assert "DTSTART;TZID=Africa/Casablanca:20270208T100000" in content
    assert content.count("BEGIN:VTIMEZONE") == 1
    assert content.index("BEGIN:VTIMEZONE") < content.index("BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("country", "zone"),
    [("MA", "Africa/Casablanca"), ("IN", "Asia/Kolkata"), ("CV", "Atlantic/Cape_Verde")],
)
def test_each_country_has_its_own_clock(country, zone):
    content = written("Visits", [entry(dt.date(2027, 2, 8), country=country)])

    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert f"DTSTART;TZID={zone}:20270208T100000" in content.decode()
    assert event.start.hour == 10


def test_what_has_no_hour_takes_the_whole_day_and_no_zone():
    content = written("Visits", [entry(dt.date(2027, 2, 8), starts_at=None)]).decode()

    assert "DTSTART;VALUE=DATE:20270208" in content
    assert "DTEND;VALUE=DATE:20270209" in content
    assert "VTIMEZONE" not in content


def test_the_same_entries_give_the_same_bytes_and_a_change_shows():
    day = dt.date(2027, 2, 8)

    assert written("Visits", [entry(day)]) == written("Visits", [entry(day)])
    changed = written("Visits", [entry(day, sequence=3)]).decode()
    assert "SEQUENCE:3" in changed
    assert f"UID:visit-{day}@example.org" in changed
    assert "LAST-MODIFIED:20261101T080000Z" in changed


def test_a_line_of_another_calendar_cannot_be_slipped_in_through_a_title():
    sly = "Oil\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Other; more, and \\n"

    [event] = read(written("Visits", [entry(dt.date(2027, 2, 8), title=sly, place=sly)]))

    assert "Other" in event["SUMMARY"]


def test_a_calendar_without_entries_is_one():
    assert Calendar.from_ical(written("Visits", [])).walk("VEVENT") == []
