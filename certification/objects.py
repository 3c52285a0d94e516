"""Objects of a PDF written as bytes, numbered in reportlab's document beside its own."""

import zlib

from reportlab.pdfbase import pdfdoc


class Written(pdfdoc.PDFObject):
    """An object that is its bytes. reportlab would build the same ones from many small objects, ten times slower."""

    def __init__(self, content):
        self.content = content

    def format(self, document):
        return self.content


def add(document, content):
    """Number an object; the bytes by which others refer to it."""
    return refer(document, Written(content))


def refer(document, thing):
    """The bytes by which others refer to ``thing``, which gets its number now."""
    name = document.Reference(thing).name
    number, generation = document.idToObjectNumberAndVersion[name]
    return b"%d %d R" % (number, generation)


def reserve(document):
    """An object whose bytes come later, and the bytes by which others refer to it."""
    later = Written(b"")
    return later, refer(document, later)


def enter(thing, **entries):
    """Give a catalogue or page entries that reportlab does not write by itself."""
    known = thing.__NoDefault__
    thing.__NoDefault__ = [*known, *(name for name in entries if name not in known)]
    for name, content in entries.items():
        setattr(thing, name, content)


def stream(data, entries=b"", *, compressed=True):
    """``data`` as the bytes of a stream with these entries in its dictionary."""
    if compressed:
        data = zlib.compress(data)
        entries += b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream\n" % (entries, len(data), data)


def text(words):
    """``words`` as a string of a PDF, whatever their script."""
    return b"<FEFF%s>" % hexadecimal(words).encode()


def hexadecimal(words):
    """``words`` as a PDF writes letters beyond ASCII."""
    return words.encode("utf-16-be").hex().upper()
