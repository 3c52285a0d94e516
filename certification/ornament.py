"""The eight-point star lattice, drawn as vectors: border, emblem, dividing rule. Drawn once, then kept as operators."""

from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

COLOURS = {
    "ink": HexColor("#1c2430"),
    "soft": HexColor("#56606e"),
    "green": HexColor("#0f5b4c"),
    "saffron": HexColor("#c9780c"),
    "clay": HexColor("#a63d2f"),
    "pale clay": HexColor("#f8e9e3"),
    "pale green": HexColor("#e2efe9"),
}
GREEN, SAFFRON, PALE_GREEN = COLOURS["green"], COLOURS["saffron"], COLOURS["pale green"]
WHITE = HexColor("#ffffff")

# Two crossed squares meet at this share of the way from their centre to their tips.
NOTCH = cos(pi / 4) / cos(pi / 8)
# Steps of the lattice along the sides of a landscape A4 page.
ACROSS, DOWN = 38, 26


def star(canvas, x, y, radius, fill):
    """One eight-point star; ``radius`` reaches to its tips."""
    path = canvas.beginPath()
    for corner in range(16):
        reach = radius * NOTCH if corner % 2 else radius
        angle = corner * pi / 8
        draw = path.lineTo if corner else path.moveTo
        draw(x + reach * cos(angle), y + reach * sin(angle))
    path.close()
    canvas.setFillColor(fill)
    canvas.drawPath(path, fill=1, stroke=0)


def emblem(canvas, x, y, radius):
    """A star within a star."""
    star(canvas, x, y, radius, GREEN)
    star(canvas, x, y, radius * 0.66, WHITE)
    star(canvas, x, y, radius * 0.52, SAFFRON)


def dot(canvas, x, y):
    """A small star between two things in a row."""
    star(canvas, x, y, 3, SAFFRON)


def rule(canvas, x, y, length):
    """A fine line around ``x`` with a small star in its middle."""
    canvas.setStrokeColor(SAFFRON)
    canvas.setLineWidth(0.7)
    for side in (-1, 1):
        canvas.line(x + side * 9, y, x + side * length / 2, y)
    star(canvas, x, y, 4.2, SAFFRON)


def lattice_border(canvas, width, height):
    """A band of stars that touch tip to tip, between two rules, all around the page."""
    pitch = (width - height) / (ACROSS - DOWN)
    inset = (width - ACROSS * pitch) / 2
    frame(canvas, width, height, inset, pitch)
    for across, down in lattice():
        canvas.saveState()
        canvas.translate(inset + across * pitch, inset + down * pitch)
        tile(canvas, across, down, pitch / 2)
        canvas.restoreState()


def lines_border(canvas, width, height):
    """Two fine lines around the page, with a star on each corner of the inner one."""
    for inset, colour, line in ((28, GREEN, 1.4), (36, SAFFRON, 0.6)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    for x in (36, width - 36):
        for y in (36, height - 36):
            emblem(canvas, x, y, 9)


def frame(canvas, width, height, inset, pitch):
    """The pale ground of the band, the rules on its edges and a finer one inside."""
    canvas.setStrokeColor(GREEN)
    for edge, ground, line in ((-0.5, PALE_GREEN, 1.2), (0.5, WHITE, 0.6), (0.72, WHITE, 0.4)):
        gap = inset + edge * pitch
        canvas.setLineWidth(line)
        canvas.setFillColor(ground)
        canvas.rect(gap, gap, width - 2 * gap, height - 2 * gap, fill=1, stroke=1)


def tile(canvas, across, down, radius):
    """One star of the border: bright and quiet ones take turns, each corner has its own."""
    if across in (0, ACROSS) and down in (0, DOWN):
        emblem(canvas, 0, 0, radius)
        return
    star(canvas, 0, 0, radius, GREEN)
    star(canvas, 0, 0, radius * 0.84, WHITE)
    if (across + down) % 2:
        star(canvas, 0, 0, radius * 0.2, GREEN)
    else:
        star(canvas, 0, 0, radius * 0.36, SAFFRON)


def lattice():
    """The steps at which the border has a star."""
    for across in range(ACROSS + 1):
        yield across, 0
        yield across, DOWN
    for down in range(1, DOWN):
        yield 0, down
        yield ACROSS, down


def operators(draw, *measures):
    """What ``draw`` draws with these measures, as the operators of a page."""
    canvas = Canvas(BytesIO(), pageCompression=0)
    draw(canvas, *measures)
    return canvas.getCurrentPageContent()


@lru_cache(maxsize=64)
def drawing(draw, *measures):
    return operators(draw, 0, 0, *measures)


def placed(draw, x, y, *measures):
    """The operators that draw it around ``x`` and ``y``."""
    return f"q 1 0 0 1 {x:.3f} {y:.3f} cm {drawing(draw, *measures)} Q"
