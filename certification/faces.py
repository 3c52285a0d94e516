"""The fonts of certificates, one for each script and weight, and the letters each of them can print."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

import uharfbuzz
from django.utils.translation import gettext_lazy
from fontTools.ttLib import TTFont

from lms.core.papers import FONTS

# All that a printed font needs; layout tables are used up by shaping.
PRINTED_TABLES = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}


@dataclass(frozen=True)
class Script:
    """A way of writing: its font, its place around the baseline, and the characters it answers for."""

    family: str
    label: str
    above: float
    below: float
    # Letters of scripts that are small for their size are drawn a little larger.
    scale: float = 1
    blocks: tuple = ()
    # Whether vowels are drawn elsewhere than they are written, so that glyphs do not follow letters.
    reorders: bool = False
    has_bold: bool = True


# Every face has its own space, which stays with the word before it.
SPACES = (0x20, 0x20)
# Digits, punctuation and signs are printed in the first of these that has them.
SCRIPTS = {
    "latin": Script(
        "NotoSans",
        label=gettext_lazy("Latin"),
        above=0.95,
        below=0.3,
        blocks=(
            *((0x20, 0x2AF), (0x2B0, 0x36F), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF)),
            *((0x2000, 0x214F), (0x2212, 0x2212), (0x2C60, 0x2C7F), (0xA720, 0xA7FF)),
        ),
    ),
    "arabic": Script(
        "NotoNaskhArabic",
        label=gettext_lazy("Arabic"),
        above=0.88,
        below=0.46,
        scale=1.22,
        blocks=((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF)),
    ),
    "tifinagh": Script(
        "NotoSansTifinagh",
        label=gettext_lazy("Tifinagh"),
        above=0.95,
        below=0.3,
        blocks=((0x2D30, 0x2D7F),),
        has_bold=False,
    ),
    "devanagari": Script(
        "NotoSansDevanagari",
        label=gettext_lazy("Devanagari"),
        above=1.05,
        below=0.42,
        scale=1.06,
        blocks=((0x900, 0x97F), (0xA8E0, 0xA8FF)),
        reorders=True,
    ),
}
SCRIPT_OF = {
    "fr": "latin",
    "en": "latin",
    "pt": "latin",
    "ar": "arabic",
    "zgh": "tifinagh",
    "hi": "devanagari",
}


@dataclass(frozen=True, eq=False)
class Cluster:
    """Letters that are drawn together.

    A glyph is (number, letters, x, y, advance); widths and places are in thousandths of the size.
    """

    text: str
    glyphs: tuple
    width: float
    missing: frozenset


class Face:
    """One font file, read once for each process."""

    def __init__(self, script, *, bold):
        made = SCRIPTS[script]
        # A family without a bold weight is drawn with a thicker pen instead.
        self.thickened = bold and not made.has_bold
        weight = "Bold" if bold and made.has_bold else "Regular"
        self.name = f"{made.family}-{weight}"
        self.bold = bold
        self.scale = made.scale
        self.above = made.above * made.scale
        self.below = made.below * made.scale
        self.reorders = made.reorders
        self.path = FONTS / f"{self.name}.ttf"
        self.face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path))
        self.font = uharfbuzz.Font(self.face)
        self.unit = 1000 / self.face.upem
        self.characters = frozenset(
            chr(code)
            for code in self.face.unicodes
            if any(first <= code <= last for first, last in (SPACES, *made.blocks))
        )

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
        for (info, position), letter in zip(
            shaped, self._letters(text, len(shaped), rtl), strict=True
        ):
            x, y = (pen + position.x_offset) * self.unit, position.y_offset * self.unit
            glyphs.append((info.codepoint, letter, x, y, self.advance(info.codepoint)))
            pen += position.x_advance
        if self.reorders:
            # Readers take a gap for a space and lose a space that overlaps: the last glyph ends where the pen is.
            glyph, letter, x, y, _ = glyphs[-1]
            glyphs[-1] = (glyph, letter, x, y, pen * self.unit - x)
        missing = frozenset()
        if any(info.codepoint == 0 for info, _ in shaped):
            missing = frozenset(text) - self.characters or frozenset(text)
        return Cluster(text, tuple(glyphs), pen * self.unit, missing)

    def _letters(self, text, glyphs, rtl):
        """What each of so many glyphs stands for, from left to right: none is left without a letter while there are enough."""
        shares = [*text[: glyphs - 1], text[glyphs - 1 :]] + [""] * (glyphs - len(text) - 1)
        return shares[::-1] if rtl else shares

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
        plan = uharfbuzz.SubsetPlan(self._outlines, subset_of(glyphs))
        numbers = plan.old_to_new_glyph_mapping
        return plan.execute().blob.data, {glyph: numbers[glyph] for glyph in glyphs}

    @cached_property
    def _outlines(self):
        """The outlines of all that this face prints, under their old numbers: a sixth of the time to take from."""
        reachable = uharfbuzz.SubsetInput()
        reachable.unicode_set.update(map(ord, self.characters))
        glyphs = uharfbuzz.SubsetPlan(self.face, reachable).old_to_new_glyph_mapping
        wanted = subset_of(glyphs)
        wanted.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
        dropped = set(self.face.table_tags) - PRINTED_TABLES
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in dropped)
        return uharfbuzz.SubsetPlan(self.face, wanted).execute()


def subset_of(glyphs):
    """An order for these glyphs, without hints for small screens."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    return wanted


@lru_cache
def face(script, bold):
    return Face(script, bold=bold)


def faces(scripts, bold):
    """The faces of one weight, in the order in which they are asked for a character."""
    return tuple(face(script, bold) for script in SCRIPTS if script in scripts)
