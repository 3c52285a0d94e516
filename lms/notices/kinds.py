"""The register of what people can be told. An app fills it from its ``notices`` when it is ready."""

from datetime import date
from typing import NamedTuple

TITLES, NAME, DAY = dict, str, date
"""What fills a place of a sentence: a title in all its languages ``{language: text}``, a proper name, a day."""


class Kind(NamedTuple):
    """``title`` and ``text`` are lazy sentences; ``places`` says by which type each of their named places is filled."""

    name: str
    label: str
    title: str
    text: str
    places: dict
    by_sms: bool = False


KINDS = {}


def kind(name, *, label, title, text, places, by_sms=False):
    """Register a kind of notice. ``label`` names it where people choose what they want to be told.

    Everything goes by e-mail to who has one; ``by_sms`` is for what cannot wait until somebody opens the site.
    """
    KINDS[name] = Kind(name, label, title, text, places, by_sms)
