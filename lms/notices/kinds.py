"""The register of what people can be told. An app fills it from its ``notices`` when it is ready."""

from typing import NamedTuple


class Kind(NamedTuple):
    """``title`` and ``text`` are lazy sentences with named places, filled from the notice's ``params``."""

    name: str
    label: str
    title: str
    text: str


KINDS = {}


def kind(name, *, label, title, text):
    """Register a kind of notice. ``label`` names it where people choose what they want to be told."""
    KINDS[name] = Kind(name, label, title, text)
