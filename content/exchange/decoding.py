"""Bytes to text, in whatever encoding the other system wrote it."""

import codecs
import re

from django.utils.translation import gettext as _

from lms.core.decoding import Decoded, decoded_as, detected

from .values import MAX_BYTES, Unreadable

# What the trainer can choose from, by the name that Python has for it.
CHOICES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Français, English)",
    "cp1256": "Windows-1256 (العربية)",
}
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Everything below the space but what ends a line or a column, and what Unicode keeps for programs.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"Rar!",
    b"7z\xbc\xaf",
)


def decode(data, encoding=""):
    """The text of a file. ``encoding``: the one the trainer chose; without it the file is asked, then guessed."""
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // (1024 * 1024)
        sentence = _(
            "This file is larger than %(megabytes)d MB. Split it, or export fewer questions."
        )
        raise Unreadable(sentence % {"megabytes": megabytes})
    if data.startswith(PACKED):
        raise Unreadable(
            _(
                "This is a document, an archive or a backup, not a file of questions. Export the "
                "questions as GIFT, Moodle XML or Aiken, or save the document as plain text."
            )
        )
    decoded = (
        Decoded(decoded_as(data, encoding), encoding)
        if encoding in CHOICES
        else detected(data, _declared(data))
    )
    return Decoded(_readable(decoded.text), decoded.encoding, decoded.guessed)


def _readable(text):
    """The text with plain line ends, if it is one."""
    controls = len(CONTROLS.findall(text))
    if not text.strip():
        raise Unreadable(_("This file is empty."))
    if controls > 3 + len(text) // 100:
        raise Unreadable(_("This file cannot be read as text. Export the questions once more."))
    return CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _declared(data):
    """What the first line of an XML file says of itself, where Python knows it."""
    found = DECLARED.search(data[:400])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return name
