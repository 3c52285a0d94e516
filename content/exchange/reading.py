"""Reads a file of questions in whatever format and encoding it is."""

import re

from django.utils.translation import gettext as _

from . import aiken, decoding, gift, limits, moodle_xml
from .values import NotTaken, Skipped, Unreadable
from .wording import one_line

READERS = {"gift": gift.read, "moodle": moodle_xml.read, "aiken": aiken.read}
FORMATS = {"gift": "GIFT", "moodle": "Moodle XML", "aiken": "Aiken"}


def read(data, *, format="", encoding=""):
    """The ``Reading`` of the bytes of a file; without a format or an encoding it finds them out.

    Raises ``Unreadable`` where the file as a whole is none of questions.
    """
    decoded = decoding.decode(data, encoding)
    reading = READERS[format or format_of(decoded.text)](decoded.text)
    reading.encoding, reading.guessed = decoded.encoding, decoded.guessed
    if not reading.taken and not reading.skipped:
        raise Unreadable(_("There is no question in this file."))
    return _within_limits(reading)


def _within_limits(reading):
    """The reading without the questions that hold more than one may hold here."""
    taken, reading.taken = reading.taken, []
    for one in taken:
        try:
            limits.check(one.question)
            reading.taken.append(one)
        except NotTaken as reason:
            name = one_line(one.question.name or one.question.text)[:80]
            reading.skipped.append(Skipped(one.number, name, str(reason)))
    reading.skipped.sort(key=lambda skipped: skipped.number)
    return reading


def format_of(text):
    if re.match(r"\s*<[?!a-zA-Z].*>\s*\Z", text, re.DOTALL) or re.match(
        r"\s*<(\?xml|quiz)\b", text
    ):
        return "moodle"
    return "aiken" if aiken.LOOKS.search(text) and not re.search(r"\{[^{}]*[=~]", text) else "gift"
