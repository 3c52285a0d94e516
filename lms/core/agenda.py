"""What is ahead of somebody, and what she has earned. Each app adds its source when it is ready; this app knows none."""

import datetime as dt
from typing import NamedTuple


class Entry(NamedTuple):
    """Something with a day. ``kind``: due, day (a training day), started, action or answer (one is asked of her).

    With the words of a ``button``, what is to be done there is one step away.
    """

    day: dt.date
    kind: str
    sentence: str
    url: str
    note: str = ""
    button: str = ""


class Kept(NamedTuple):
    """Something that stays, such as a certificate."""

    title: str
    sentence: str
    url: str


SOURCES, KEPT_SOURCES = [], []


def add(source):
    """Add ``source(person, today)``, which gives entries in a fixed number of queries."""
    SOURCES.append(source)


def add_kept(source):
    """Add ``source(person)``, which gives what she has earned in a fixed number of queries."""
    KEPT_SOURCES.append(source)


def ahead_of(person, today):
    """All entries, what is overdue first."""
    found = [entry for source in SOURCES for entry in source(person, today)]
    return sorted(found, key=lambda entry: (entry.day, entry.sentence))


def earned_by(person):
    return [kept for source in KEPT_SOURCES for kept in source(person)]
