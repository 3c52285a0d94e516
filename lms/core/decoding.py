"""Bytes to text, in whatever encoding another system wrote them."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What French and Arabic were written in before Unicode.
OLD = ["cp1252", "cp1256"]
# Enough to tell an encoding by, so that a large file is not searched through.
SAMPLE = 256 * 1024


@dataclass(frozen=True)
class Decoded:
    """A text and its encoding; ``guessed`` where the bytes do not prove it."""

    text: str
    encoding: str
    guessed: bool = False


def detected(data, declared=""):
    """The ``Decoded`` text of bytes: by their mark, as UTF-16 or UTF-8, as ``declared``, else by the likeliest guess."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in filter(None, (marked, _wide(data), "utf-8", declared)):
        text = _exactly(data, name)
        if text is not None:
            return Decoded(text, name)
    best = from_bytes(data[:SAMPLE], cp_isolation=OLD).best()
    name = best.encoding if best else OLD[0]
    return Decoded(decoded_as(data, name), name, guessed=True)


def decoded_as(data, name):
    """The text in a given encoding, with a mark where a byte says nothing in it."""
    return data.decode(name, "replace").removeprefix("\ufeff")


def _wide(data):
    """UTF-16 without a mark: every other byte of plain letters is nothing."""
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    half = len(data[:2000:2]) // 2
    if odd > half > even:
        return "utf-16-le"
    return "utf-16-be" if even > half > odd else ""


def _exactly(data, name):
    try:
        return data.decode(name).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return None
