"""Text as lines of glyphs: direction, letter shapes, fitting.

reportlab neither joins nor turns Arabic letters nor orders Devanagari ones, so HarfBuzz chooses the glyphs here.
Each glyph keeps the letters it stands for, so that what is copied from the page is what was written.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from .faces import SCRIPTS, Face, faces

ALL_SCRIPTS = tuple(SCRIPTS)
# A line that runs from left to right and holds none of these needs no ordering.
TURNING = {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI", "PDF", "PDI"}
# Harakat, Koranic signs and tatweel. Madda and the two hamzas (U+0653 to U+0655) are letters' parts.
VOWEL_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]")
# Where a line may break: at a space, or after a slash of an address.
BREAKS = re.compile(r" |(?<=/)(?=.)")


class TextDoesNotFit(Exception):
    """The text of ``field`` is too long for its place, even small and on two lines."""

    def __init__(self, field):
        super().__init__(f"The text of {field} does not fit.")
        self.field = field


class GlyphMissing(Exception):
    """The fonts cannot draw these ``characters`` of ``field``."""

    def __init__(self, field, characters):
        super().__init__(f"No glyph for {' '.join(sorted(characters))} in {field}.")
        self.field = field
        self.characters = characters


@dataclass(frozen=True, eq=False)
class Run:
    """Clusters of one face and one direction, from left to right. ``text`` is as it is read."""

    face: Face
    text: str
    turned: bool
    clusters: tuple
    width: float


@dataclass(frozen=True, eq=False)
class Line:
    """One line, ready to be drawn. Width, rise above and depth below the baseline are for size 1."""

    runs: tuple
    width: float
    above: float
    below: float
    missing: frozenset


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines a text takes in its place, and their size."""

    lines: tuple
    size: float

    @property
    def heights(self):
        return [(line.above + line.below) * self.size for line in self.lines]

    @property
    def height(self):
        return sum(self.heights)

    @property
    def width(self):
        return max(line.width for line in self.lines) * self.size


def printed_name(name):
    """``name`` as official papers print it: composed letters, no vowel signs, single spaces."""
    letters = VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", name))
    return " ".join("".join(c for c in letters if unicodedata.category(c) != "Cf").split())


def reads_rtl(text):
    """Whether the first letter of ``text`` is of a script that runs from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


def missing_glyphs(text, scripts=ALL_SCRIPTS):
    """The characters of ``text`` that a certificate in these scripts cannot show."""
    return set(compose(text, scripts=scripts).missing)


@lru_cache(maxsize=2048)
def compose(text, *, bold=False, rtl=False, scripts=ALL_SCRIPTS):
    """``text`` as one line in a sentence of the given direction."""
    runs, able = [], faces(scripts, bold)
    for piece, turned in directions(unicodedata.normalize("NFC", text), rtl):
        stretches = by_face(piece, able)
        for face, letters in reversed(stretches) if turned else stretches:
            clusters = tuple(face.shape(letters, rtl=turned))
            width = sum(cluster.width for cluster in clusters)
            runs.append(Run(face, letters, turned, clusters, width))
    clusters = [cluster for run in runs for cluster in run.clusters]
    unknown = (char for run in runs for char in run.text if char not in run.face.characters)
    return Line(
        runs=tuple(runs),
        width=sum(run.width * run.face.scale for run in runs) / 1000,
        above=max((run.face.above for run in runs), default=0),
        below=max((run.face.below for run in runs), default=0),
        missing=frozenset(unknown).union(*(cluster.missing for cluster in clusters)),
    )


def directions(text, rtl):
    """Stretches of one direction from left to right: (letters as they are read, is turned)."""
    if not rtl and TURNING.isdisjoint(map(unicodedata.bidirectional, text)):
        letters = "".join(char for char in text if unicodedata.category(char) != "Cf")
        if letters:
            yield letters, False
        return
    base = TextDirection.RTL if rtl else TextDirection.LTR
    drawn = BidiParagraph(text, base).get_reordered_characters()
    for level, characters in groupby(drawn, key=lambda character: character.embedding_level):
        letters = [c.character for c in characters if unicodedata.category(c.character) != "Cf"]
        turned = bool(level % 2)
        if letters:
            yield "".join(reversed(letters) if turned else letters), turned


def by_face(text, able):
    """Stretches of one face as they are read; spaces and marks stay with what precedes them."""
    stretches = []
    for char in text:
        follows = stretches and (char.isspace() or unicodedata.category(char).startswith("M"))
        knowing = (face for face in able if char in face.characters)
        face = stretches[-1][0] if follows else next(knowing, able[0])
        if stretches and stretches[-1][0] is face:
            stretches[-1][1] += char
        else:
            stretches.append([face, char])
    return stretches


@lru_cache(maxsize=2048)
def fit(text, *, field, size, smallest, width, bold=False, rtl=False, scripts=ALL_SCRIPTS):
    """``text`` on one line as large as ``width`` allows, else on two at the smallest size.

    Raises GlyphMissing or TextDoesNotFit, which name ``field``.
    """
    style = {"bold": bold, "rtl": rtl, "scripts": scripts}
    line = compose(text, **style)
    if line.missing:
        raise GlyphMissing(field, line.missing)
    if line.width * smallest <= width:
        # Rounded down, so that a line drawn at this size never passes its width.
        largest = math.floor(width / line.width * 100) / 100 if line.width else size
        return Fitted((line,), min(size, largest))
    lines = halve(text, **style)
    if not lines or max(line.width for line in lines) * smallest > width:
        raise TextDoesNotFit(field)
    return Fitted(lines, smallest)


def halve(text, **style):
    """The two lines of ``text`` that differ least in width; none if it cannot be broken."""
    halves = [
        tuple(compose(half, **style) for half in (text[: gap.start()], text[gap.end() :]))
        for gap in BREAKS.finditer(text)
    ]
    return min(halves, key=lambda lines: max(line.width for line in lines), default=())
