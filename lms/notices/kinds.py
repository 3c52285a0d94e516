"""The register of what people can be told. An app fills it from its ``notices`` when it is ready."""

from typing import NamedTuple


class Kind(NamedTuple):
    """``title`` and ``text`` are lazy sentences with named places, filled from the notice's ``params``."""

    name: str
    label: str
    title: str
    text: str
    by_sms: bool


KINDS = {}


def kind(name, *, label, title, text, by_sms=False):
    """Register a kind of notice. ``label`` names it where people choose what they want to be told.

    Everything goes by e-mail to who has one; ``by_sms`` is for what cannot wait until somebody opens the site.
    """
    KINDS[name] = Kind(name, label, title, text, by_sms)
