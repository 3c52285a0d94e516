"""The eight-point star lattice, drawn as vectors: border, emblem, dividing rule."""

import zlib
from functools import cache
from io import BytesIO
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

GREEN = HexColor("#0f5b4c")
SAFFRON = HexColor("#c9780c")
PALE_GREEN = HexColor("#e2efe9")
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


def rule(canvas, x, y, length):
    """A fine line around ``x`` with a small star in its middle."""
    canvas.setStrokeColor(SAFFRON)
    canvas.setLineWidth(0.7)
    for side in (-1, 1):
        canvas.line(x + side * 9, y, x + side * length / 2, y)
    star(canvas, x, y, 4.2, SAFFRON)


def border(canvas, width, height):
    """A band of stars that touch tip to tip, between two rules, all around the page."""
    document = canvas._doc
    form = pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary(
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pdfdoc.PDFArray([0, 0, width, height]),
                "Filter": "/FlateDecode",
            }
        ),
        content=border_operators(width, height),
    )
    document.addForm("border", form)
    canvas.doForm("border")


@cache
def border_operators(width, height):
    """The drawing of the border, compressed. It is the same on every page, so it is made once."""
    pitch = (width - height) / (ACROSS - DOWN)
    inset = (width - ACROSS * pitch) / 2
    canvas = Canvas(BytesIO(), pagesize=(width, height))
    frame(canvas, width, height, inset, pitch)
    for across, down in lattice():
        canvas.saveState()
        canvas.translate(inset + across * pitch, inset + down * pitch)
        tile(canvas, across, down, pitch / 2)
        canvas.restoreState()
    return zlib.compress(canvas.getCurrentPageContent().encode("ascii"), 9)


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
