"""Text as lines of glyphs, for Latin and Arabic script: direction, letter shapes, fitting.

reportlab neither joins nor turns Arabic letters, so HarfBuzz chooses the glyphs here. Each glyph
keeps the letters it stands for, so that what is copied from the page is what was written.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

FONTS = Path(__file__).parent / "fonts"
# Naskh letters are small for their size; beside Noto Sans they are drawn a little larger.
NASKH_SCALE = 1.22
# Harakat, Koranic signs and tatweel. Madda and the two hamzas (U+0653 to U+0655) are letters' parts.
VOWEL_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]")
# Where a line may break: at a space, or after a slash of an address.
BREAKS = re.compile(r" |(?<=/)(?=.)")
# All that a printed font needs; layout tables are used up by shaping.
PRINTED_TABLES = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}


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


@dataclass(frozen=True, slots=True)
class Cluster:
    """Letters that are drawn together.

    A glyph is (number, letter, x, y); widths and places are in thousandths of the size.
    """

    text: str
    glyphs: tuple
    width: float
    missing: frozenset


@dataclass(frozen=True, slots=True)
class Run:
    """Clusters of one face and one direction, from left to right."""

    face: "Face"
    clusters: tuple
    width: float


@dataclass(frozen=True, slots=True)
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


class Face:
    """One font file, read once for each process."""

    def __init__(self, name, *, scale, above, below):
        self.name = name
        self.scale = scale
        self.above = above * scale
        self.below = below * scale
        self.path = FONTS / f"{name}.ttf"
        self.face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path))
        self.font = uharfbuzz.Font(self.face)
        self.characters = frozenset(map(chr, self.face.unicodes))
        self.unit = 1000 / self.face.upem

    def shape(self, text, *, rtl):
        """The clusters of ``text`` from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        # Without ligatures a glyph is one letter, so عبد الله copies as it is written.
        uharfbuzz.shape(self.font, buffer, {"liga": False})
        shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        starts = sorted({info.cluster for info, _ in shaped})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        return [
            self._cluster(text[start : ends[start]], list(glyphs), rtl)
            for start, glyphs in groupby(shaped, key=lambda glyph: glyph[0].cluster)
        ]

    def _cluster(self, text, shaped, rtl):
        glyphs, pen = [], 0
        # From left to right each glyph is one letter, or else the first one is all of them.
        letters = text[::-1] if rtl else text
        if len(letters) != len(shaped):
            letters = [text] + [""] * (len(shaped) - 1)
        for (info, position), letter in zip(shaped, letters, strict=True):
            x, y = (pen + position.x_offset) * self.unit, position.y_offset * self.unit
            glyphs.append((info.codepoint, letter, x, y))
            pen += position.x_advance
        missing = frozenset()
        if any(info.codepoint == 0 for info, _ in shaped):
            missing = frozenset(text) - self.characters or frozenset(text)
        return Cluster(text, tuple(glyphs), pen * self.unit, missing)

    def advance(self, glyph):
        """How far the pen moves after ``glyph``, in thousandths of the size."""
        return self.font.get_glyph_h_advance(glyph) * self.unit

    @cached_property
    def measures(self):
        """What a PDF says of the whole font, in thousandths of the size."""
        with TTFont(self.path, lazy=True) as font:
            head, metrics, lines = font["head"], font["OS/2"], font["hhea"]
            box = [head.xMin, head.yMin, head.xMax, head.yMax]
            # Arabic has no capital letters, and its fonts may leave their height at zero.
            capital = metrics.sCapHeight or metrics.sTypoAscender
            return {
                "box": [round(value * self.unit) for value in box],
                "ascent": round(lines.ascent * self.unit),
                "descent": round(lines.descent * self.unit),
                "capital": round(capital * self.unit),
                "stem": 140 if self.name.endswith("Bold") else 80,
            }

    def subset(self, glyphs):
        """A font file with these glyphs alone, and their new numbers by their old ones."""
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(glyphs)
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        dropped = set(self.face.table_tags) - PRINTED_TABLES
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in dropped)
        plan = uharfbuzz.SubsetPlan(self.face, wanted)
        numbers = plan.old_to_new_glyph_mapping
        return plan.execute().blob.data, {glyph: numbers[glyph] for glyph in glyphs}


@lru_cache
def faces(bold):
    """The faces of one weight, in the order in which they are asked for a character."""
    weight = "Bold" if bold else "Regular"
    return (
        Face(f"NotoSans-{weight}", scale=1, above=0.95, below=0.3),
        Face(f"NotoNaskhArabic-{weight}", scale=NASKH_SCALE, above=0.88, below=0.46),
    )


def printed_name(name):
    """``name`` as official papers print it: composed letters, no vowel signs, single spaces."""
    letters = VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", name))
    return " ".join("".join(c for c in letters if unicodedata.category(c) != "Cf").split())


def reads_rtl(text):
    """Whether the first letter of ``text`` is of a script that runs from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


def missing_glyphs(text):
    """The characters of ``text`` that a certificate cannot show."""
    return set(compose(text).missing)


@lru_cache(maxsize=2048)
def compose(text, *, bold=False, rtl=False):
    """``text`` as one line in a sentence of the given direction."""
    runs = []
    for piece, turned in directions(unicodedata.normalize("NFC", text), rtl):
        stretches = by_face(piece, faces(bold))
        for face, letters in reversed(stretches) if turned else stretches:
            clusters = tuple(face.shape(letters, rtl=turned))
            width = sum(cluster.width for cluster in clusters)
            runs.append(Run(face, clusters, width))
    clusters = [cluster for run in runs for cluster in run.clusters]
    return Line(
        runs=tuple(runs),
        width=sum(run.width * run.face.scale for run in runs) / 1000,
        above=max((run.face.above for run in runs), default=0),
        below=max((run.face.below for run in runs), default=0),
        missing=frozenset().union(*(cluster.missing for cluster in clusters)),
    )


def directions(text, rtl):
    """Stretches of one direction from left to right: (letters as they are read, is turned)."""
    base = TextDirection.RTL if rtl else TextDirection.LTR
    drawn = BidiParagraph(text, base).get_reordered_characters()
    for level, characters in groupby(drawn, key=lambda character: character.embedding_level):
        letters = [c.character for c in characters if unicodedata.category(c.character) != "Cf"]
        turned = bool(level % 2)
        if letters:
            yield "".join(reversed(letters) if turned else letters), turned


def by_face(text, faces):
    """Stretches of one face as they are read; spaces and marks stay with what precedes them."""
    stretches = []
    for char in text:
        follows = stretches and (char.isspace() or unicodedata.category(char).startswith("M"))
        able = (face for face in faces if char in face.characters)
        face = stretches[-1][0] if follows else next(able, faces[0])
        if stretches and stretches[-1][0] is face:
            stretches[-1][1] += char
        else:
            stretches.append([face, char])
    return stretches


def fit(text, *, field, size, smallest, width, bold=False, rtl=False):
    """``text`` on one line as large as ``width`` allows, else on two at the smallest size."""
    line = compose(text, bold=bold, rtl=rtl)
    if line.missing:
        raise GlyphMissing(field, line.missing)
    if line.width * smallest <= width:
        # Rounded down, so that a line drawn at this size never passes its width.
        largest = math.floor(width / line.width * 100) / 100 if line.width else size
        return Fitted((line,), min(size, largest))
    lines = halve(text, bold=bold, rtl=rtl)
    if not lines or max(line.width for line in lines) * smallest > width:
        raise TextDoesNotFit(field)
    return Fitted(lines, smallest)


def halve(text, *, bold, rtl):
    """The two lines of ``text`` that differ least in width; none if it cannot be broken."""
    halves = [
        tuple(
            compose(half, bold=bold, rtl=rtl) for half in (text[: gap.start()], text[gap.end() :])
        )
        for gap in BREAKS.finditer(text)
    ]
    return min(halves, key=lambda lines: max(line.width for line in lines), default=())
