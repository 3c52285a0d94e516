"""Bytes to text, in whatever encoding the other system wrote it."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from .values import MAX_BYTES, Unreadable

# What the trainer can choose from, by the name that Python has for it.
CHOICES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Français, English)",
    "cp1256": "Windows-1256 (العربية)",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
# Enough to tell an encoding by, so that a large file is not searched through.
SAMPLE = 256 * 1024


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    guessed: bool = False


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
    decoded = Decoded(_in(data, encoding), encoding) if encoding in CHOICES else _detected(data)
    return Decoded(_readable(decoded.text), decoded.encoding, decoded.guessed)


def _readable(text):
    """The text with plain line ends, if it is one."""
    controls = len(CONTROLS.findall(text))
    if not text.strip():
        raise Unreadable(_("This file is empty."))
    if controls > 3 + len(text) // 100:
        raise Unreadable(_("This file cannot be read as text. Export the questions once more."))
    return CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _detected(data):
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in filter(None, (marked, _wide(data), "utf-8", _declared(data))):
        text = _exactly(data, name)
        if text is not None:
            return Decoded(text, name)
    best = from_bytes(data[:SAMPLE], cp_isolation=["cp1252", "cp1256"]).best()
    name = best.encoding if best else "cp1252"
    return Decoded(_in(data, name), name, guessed=True)


def _wide(data):
    """UTF-16 without a mark: every other byte of plain letters is nothing."""
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    half = len(data[:2000:2]) // 2
    if odd > half > even:
        return "utf-16-le"
    return "utf-16-be" if even > half > odd else ""


def _declared(data):
    """What the first line of an XML file says of itself, where Python knows it."""
    found = DECLARED.search(data[:400])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return name


def _exactly(data, name):
    try:
        return data.decode(name).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return None


def _in(data, name):
    return data.decode(name, "replace").removeprefix("\ufeff")
