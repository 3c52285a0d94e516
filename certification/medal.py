"""The picture of a badge, in the design of the certificates: as SVG, and as PNG for those who cannot show that.

Letters are drawn as outlines, so that Arabic looks right wherever the picture is shown and no font is needed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin
from xml.sax.saxutils import escape

from fontTools.pens.basePen import BasePen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from .choices import SchemeKind
from .ornament import NOTCH
from .raster import first_page
from .shaping import compose

SIDE = 512
MIDDLE = SIDE / 2
GREEN, SAFFRON, CLAY, INDIGO = "#0f5b4c", "#c9780c", "#a8431f", "#2c3e78"
WHITE, SOFT = "#ffffff", "#56606e"
# Each kind's rim, fine line and letters: saffron is too pale to be read.
COLOURS = {
    SchemeKind.PARTICIPATION: (SAFFRON, GREEN, GREEN),
    SchemeKind.ACHIEVEMENT: (GREEN, SAFFRON, GREEN),
    SchemeKind.TRAINER: (CLAY, SAFFRON, CLAY),
}
OTHERS = (INDIGO, SAFFRON, INDIGO)
# Spaces at which a French line never breaks.
GLUED = re.compile("(?<=«) | (?=[»:;?!])")


@dataclass(frozen=True)
class Words:
    """What is written on it. ``kind`` chooses the colours."""

    kind: str
    kind_title: str
    title: str
    issuer: str
    language: str

    @property
    def rtl(self):
        return self.language == "ar"


def words_of(facts):
    """The words of a certificate's facts."""
    return Words(**{name: facts[name] for name in Words.__dataclass_fields__})


@dataclass(frozen=True)
class Place:
    """Where a text stands: its middle and its height in the picture, its width, and its sizes from large to small."""

    middle: float
    height: float
    width: float
    sizes: tuple
    bold: bool = True


KIND = Place(156, 44, 236, (19, 17, 15, 13, 11))
TITLE = Place(254, 134, 292, (36, 34, 30, 27, 24, 21, 18, 16, 14, 12, 10, 8))
ISSUER = Place(366, 40, 216, (16, 14, 12, 10, 8), bold=False)


def svg(words):
    """The picture as the text of an SVG file."""
    paths = []
    for colour, draw in shapes(words):
        pen = SVGPathPen(None, ntos=lambda number: f"{number:.1f}".removesuffix(".0"))
        draw(pen)
        paths.append(f'<path fill="{colour}" d="{pen.getCommands()}"/>')
    label = escape(f"{words.kind_title} · {words.title}", {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}"'
        f' role="img" aria-label="{label}">{"".join(paths)}</svg>'
    )


@lru_cache(maxsize=64)
def png(words):
    """The picture as the bytes of a PNG file. Drawn once for each process, since many badges share one."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(SIDE, SIDE), invariant=1)
    # In a PDF the second axis points up.
    canvas.transform(1, 0, 0, -1, 0, SIDE)
    for colour, draw in shapes(words):
        pen = CanvasPen(canvas)
        draw(pen)
        canvas.setFillColor(HexColor(colour))
        canvas.drawPath(pen.path, fill=1, stroke=0, fillMode=1)
    canvas.save()
    image = first_page(page.getvalue(), fill_color=(255, 255, 255, 0), maybe_alpha=True)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


class CanvasPen(BasePen):
    """Outlines as a path of a reportlab canvas."""

    def __init__(self, canvas):
        super().__init__(None)
        self.path = canvas.beginPath()

    def _moveTo(self, point):
        self.path.moveTo(*point)

    def _lineTo(self, point):
        self.path.lineTo(*point)

    def _curveToOne(self, first, second, end):
        self.path.curveTo(*first, *second, *end)

    def _closePath(self):
        self.path.close()


def shapes(words):
    """The parts from back to front: a colour, and what draws the outline with a pen of fontTools."""
    rim, line, ink = COLOURS.get(words.kind, OTHERS)
    yield rim, star(MIDDLE, MIDDLE, 250)
    yield WHITE, star(MIDDLE, MIDDLE, 236)
    yield rim, star(MIDDLE, MIDDLE, 229)
    for corner in range(8):
        angle = corner * pi / 4
        at = MIDDLE + 203 * cos(angle), MIDDLE + 203 * sin(angle)
        yield line, star(*at, 14)
        yield WHITE, star(*at, 5.5)
    yield WHITE, polygon(MIDDLE, MIDDLE, 176, 16)
    yield line, polygon(MIDDLE, MIDDLE, 172, 16)
    yield WHITE, polygon(MIDDLE, MIDDLE, 170.5, 16)
    yield rim, star(MIDDLE, 112, 17)
    yield WHITE, star(MIDDLE, 112, 11.5)
    yield line, star(MIDDLE, 112, 8.5)
    yield ink, written(words.kind_title, KIND, words.rtl)
    yield ink, written(words.title, TITLE, words.rtl)
    yield line, star(MIDDLE, 338, 5)
    yield SOFT, written(words.issuer, ISSUER, words.rtl)


def star(x, y, radius):
    """An eight-point star; ``radius`` reaches to its tips."""
    corners = [(radius * NOTCH if corner % 2 else radius, corner * pi / 8) for corner in range(16)]
    return outline([(x + reach * cos(turn), y + reach * sin(turn)) for reach, turn in corners])


def polygon(x, y, radius, corners):
    turns = [(corner + 0.5) * 2 * pi / corners for corner in range(corners)]
    return outline([(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns])


def outline(points):
    def draw(pen):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()

    return draw


def written(text, place, rtl):
    """A text in the middle of its place, as large as it fits."""
    lines, size = largest(text, place, rtl)
    heights = [(line.above + line.below) * size for line in lines]

    def draw(pen):
        top = place.middle - sum(heights) / 2
        for line, height in zip(lines, heights, strict=True):
            put(pen, line, MIDDLE - line.width * size / 2, top + line.above * size, size)
            top += height

    return draw


def put(pen, line, x, y, size):
    """The outlines of a line from its left end ``x``, on the baseline ``y``."""
    for run in line.runs:
        drawn = size * run.face.scale
        scale = drawn * run.face.unit / 1000
        for cluster in run.clusters:
            for glyph, _letters, across, up, _advance in cluster.glyphs:
                place = (scale, 0, 0, -scale, x + across * drawn / 1000, y - up * drawn / 1000)
                run.face.font.draw_glyph_with_pen(glyph, TransformPen(pen, place))
            x += cluster.width * drawn / 1000


def largest(text, place, rtl):
    """The lines of a text and the largest size at which they fit; the smallest when none does."""
    for size in place.sizes:
        lines = broken(text, place.width / size, bold=place.bold, rtl=rtl)
        height = sum(line.above + line.below for line in lines) * size
        if height <= place.height and max(line.width for line in lines) * size <= place.width:
            break
    return lines, size


def broken(text, width, *, bold, rtl):
    """``text`` in lines of at most ``width``; a longer word has a line of its own."""
    lines, words = [], []
    for word in GLUED.sub("\u00a0", text).split(" "):
        if words and compose(" ".join([*words, word]), bold=bold, rtl=rtl).width > width:
            lines.append(" ".join(words))
            words = []
        words.append(word)
    lines.append(" ".join(words))
    return [compose(line, bold=bold, rtl=rtl) for line in lines]
