"""The certificate as one landscape page, drawn from its frozen facts alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import groupby

import zxingcpp
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import ornament
from .lettering import Writer
from .shaping import TextDoesNotFit, fit, printed_name, reads_rtl

# Otherwise reportlab writes a page's operators as text, a quarter larger.
rl_config.useA85 = 0

INK = HexColor("#1c2430")
SOFT = HexColor("#56606e")
PALE_CLAY = HexColor("#f8e9e3")


@dataclass(frozen=True)
class Style:
    """How a kind of text is set: it may shrink from ``size`` to ``smallest``."""

    size: float
    smallest: float
    bold: bool = False
    colour: Color = INK


ISSUER = Style(11.5, 8, colour=SOFT)
KIND = Style(28, 18, bold=True, colour=ornament.GREEN)
LEAD = Style(11, 8, colour=SOFT)
NAME = Style(33, 20, bold=True)
ONLY_NAME = Style(42, 22, bold=True)
TITLE = Style(20, 13, bold=True, colour=ornament.GREEN)
PROGRAMME = Style(12, 9)
REQUIREMENT = Style(9.5, 8, colour=SOFT)
SIGNATORY = Style(9.5, 7, bold=True)
FUNCTION = Style(8.5, 7, colour=SOFT)
LABEL = Style(7.5, 6, colour=SOFT)
VALUE = Style(10, 7, bold=True)
VALIDITY = Style(8.5, 7)
ADDRESS = Style(8.5, 6.5, bold=True, colour=ornament.GREEN)
NOTICE = Style(7.5, 6, colour=SOFT)
SAMPLE = Style(150, 30, bold=True, colour=PALE_CLAY)

WIDTH, HEIGHT = landscape(A4)
# From the edge of the paper to the text; between both margins lies the measure.
MARGIN = 76
MEASURE = WIDTH - 2 * MARGIN
# The statement stands above, then the lines to sign on beside the code, then the small print.
STATEMENT_TOP, STATEMENT_BOTTOM = 531, 187
SIGNING_LINE = 132
CODE_TOP = 174
FOOT_TOP = 84

STATEMENT_WIDTH = 640
SIGNATURES_WIDTH, SIGNATURE_WIDTH, SIGNATURE_GAP = 420, 180, 18
PARTICULARS_WIDTH, PARTICULARS_GAP = 140, 18
NOTICE_WIDTH, ADDRESS_WIDTH = 400, 250
STAR_GAP = 22

# How far the spaces of a stack give way, and how small the whole statement may become.
TIGHTEST, LOOSEST = 0.3, 2.6
SMALLEST_SCALE = 0.8

CODE_SIDE = 27 * mm


def render(facts):
    """The certificate as the bytes of a PDF. The same facts give the same bytes.

    ``facts`` holds words as they are to be printed, in the certificate's language:
    ``language`` (fr, en, ar), ``kind_title``, ``certifies``, ``name_latin`` and ``name_arabic``
    (either may be empty), ``achieved``, ``title``, ``programme``, ``requirements`` (up to five
    short lines), ``issuer``, ``signatories`` (one to three of ``name``, ``function``), ``labels``
    (of ``number`` and ``issued_on``), ``number``, ``issued_on`` (ISO date), ``issued_on_text``,
    ``valid_until_text`` (may be empty), ``check_at``, ``verify_text``, ``verify_url``, ``notice``,
    ``sample`` (the word across a specimen, empty for a real one).

    Raises ``TextDoesNotFit`` or ``GlyphMissing``, which name the fact that cannot be printed.
    """
    file = BytesIO()
    page = Page(blank_canvas(file, facts), facts)
    ornament.border(page.canvas, WIDTH, HEIGHT)
    draw_sample(page)
    draw_statement(page)
    draw_signatories(page)
    draw_particulars(page)
    draw_code(page)
    draw_foot(page)
    page.canvas.save()
    return file.getvalue()


class BlankCanvas(Canvas):
    """A canvas that names no font of its own; reportlab would list Helvetica and not embed it."""

    def _make_preamble(self):
        self._preamble = ""


def blank_canvas(file, facts):
    """A page without marks, and what the file says about itself."""
    canvas = BlankCanvas(
        file, pagesize=(WIDTH, HEIGHT), lang=facts["language"], pdfVersion=(1, 7), invariant=1
    )
    name = printed_name(facts["name_latin"] or facts["name_arabic"])
    canvas.setTitle(f"{facts['kind_title']} · {facts['title']} · {name}")
    canvas.setAuthor(facts["issuer"])
    canvas.setSubject(facts["number"])
    canvas.setCreator(facts["issuer"])
    day = facts["issued_on"].replace("-", "")
    canvas.setDateFormatter(lambda *clock: f"D:{day}000000Z")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


class Page:
    """The canvas, with ``start`` and ``end`` in the place of left and right."""

    def __init__(self, canvas, facts):
        self.canvas = canvas
        self.facts = facts
        self.rtl = facts["language"] == "ar"
        self.writer = Writer(canvas)

    def left(self, start, width):
        """The left edge of a box that begins ``start`` after the margin of the starting side."""
        return WIDTH - MARGIN - start - width if self.rtl else MARGIN + start

    def fit(self, field, text, style, width, *, rtl=None):
        """``text`` in the direction of the page, unless it has its own."""
        return fit(
            text,
            field=field,
            size=style.size,
            smallest=style.smallest,
            bold=style.bold,
            width=width,
            rtl=self.rtl if rtl is None else rtl,
        )

    def write(self, fitted, style, left, top, width, align="centre"):
        """Draw the lines from ``top`` down in a box; return where they end."""
        self.canvas.setFillColor(style.colour)
        share = {"start": 0, "centre": 0.5, "end": 1}[align]
        if self.rtl:
            share = 1 - share
        for line, height in zip(fitted.lines, fitted.heights, strict=True):
            x = left + (width - line.width * fitted.size) * share
            self.writer.draw(line, x, top - line.above * fitted.size, fitted.size)
            top -= height
        return top


@dataclass(frozen=True)
class Block:
    """A part of a stack: the space it wants above, its height, what draws it from its top."""

    space: float
    height: float
    draw: Callable


def spread_over(blocks, height):
    """By how much the spaces of ``blocks`` stretch to fill ``height``."""
    free = height - sum(block.height for block in blocks)
    return free / sum(block.space for block in blocks)


def stack(blocks, top, spread):
    """Draw ``blocks`` one below the other."""
    for block in blocks:
        top -= block.space * spread
        block.draw(top)
        top -= block.height


def stack_between(top, bottom, blocks, *, field, loosest):
    """Draw ``blocks`` from ``top`` down, never below ``bottom``."""
    spread = spread_over(blocks, top - bottom)
    if spread < TIGHTEST:
        raise TextDoesNotFit(field)
    stack(blocks, top, min(spread, loosest))


def text_block(page, space, field, text, style, box, *, align="centre", rtl=None):
    """One text as a part of a stack, in a box (left, width)."""
    left, width = box
    fitted = page.fit(field, text, style, width, rtl=rtl)
    return Block(
        space, fitted.height, lambda top: page.write(fitted, style, left, top, width, align)
    )


def draw_sample(page):
    """The word of a specimen, large and pale, below every text."""
    if not page.facts["sample"]:
        return
    word = page.fit("sample", page.facts["sample"], SAMPLE, 620)
    page.canvas.saveState()
    page.canvas.translate(WIDTH / 2, HEIGHT / 2)
    page.canvas.rotate(-30 if page.rtl else 30)
    page.write(word, SAMPLE, -310, word.height / 2, 620)
    page.canvas.restoreState()


def draw_statement(page):
    """What the certificate says; when that is long, the whole of it a little smaller."""
    blocks = list(statement(page))
    room = STATEMENT_TOP - STATEMENT_BOTTOM
    needed = sum(block.height + block.space * TIGHTEST for block in blocks)
    scale = min(1, room / needed)
    if scale < SMALLEST_SCALE:
        raise TextDoesNotFit("statement")
    spread = max(TIGHTEST, min(LOOSEST, spread_over(blocks, room / scale)))
    page.canvas.saveState()
    page.canvas.translate(WIDTH / 2 * (1 - scale), STATEMENT_TOP * (1 - scale))
    page.canvas.scale(scale, scale)
    stack(blocks, STATEMENT_TOP, spread)
    page.canvas.restoreState()


def statement(page):
    """What the certificate says, from its emblem down to what was required."""
    facts = page.facts
    canvas = page.canvas
    text = partial(text_block, page, box=((WIDTH - STATEMENT_WIDTH) / 2, STATEMENT_WIDTH))
    yield Block(2, 26, lambda top: ornament.emblem(canvas, WIDTH / 2, top - 13, 13))
    yield text(5, "issuer", facts["issuer"], ISSUER)
    yield text(5, "kind_title", facts["kind_title"], KIND)
    yield text(8, "certifies", facts["certifies"], LEAD)
    names = printed_names(page)
    for field, name, rtl in names:
        yield text(3, field, name, NAME if len(names) == 2 else ONLY_NAME, rtl=rtl)
    yield Block(8, 8, lambda top: ornament.rule(canvas, WIDTH / 2, top - 4, 300))
    yield text(6, "achieved", facts["achieved"], LEAD)
    yield text(2, "title", facts["title"], TITLE)
    yield text(2, "programme", facts["programme"], PROGRAMME)
    for number, row in enumerate(requirement_rows(page)):
        height = max(item.height for item in row)
        yield Block(0.5 if number else 7, height, partial(draw_row, page, row))


def printed_names(page):
    """The holder's name in each script she has it in, the script of the page first."""
    names = [("name_latin", False), ("name_arabic", True)]
    written = [(field, printed_name(page.facts[field]), rtl) for field, rtl in names]
    return [name for name in (reversed(written) if page.rtl else written) if name[1]]


def requirement_rows(page):
    """The requirements, as many beside one another as a row holds."""
    rows = []
    for text in page.facts["requirements"]:
        item = page.fit("requirements", text, REQUIREMENT, STATEMENT_WIDTH)
        if rows and row_width([*rows[-1], item]) <= STATEMENT_WIDTH:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def row_width(row):
    return sum(item.width for item in row) + STAR_GAP * (len(row) - 1)


def draw_row(page, row, top):
    """A centred row with a small star between its parts."""
    start = (MEASURE - row_width(row)) / 2
    for number, item in enumerate(row):
        if number:
            x = page.left(start + STAR_GAP / 2, 0)
            ornament.star(page.canvas, x, top - item.height / 2, 3, ornament.SAFFRON)
            start += STAR_GAP
        page.write(item, REQUIREMENT, page.left(start, item.width), top, item.width)
        start += item.width


def draw_signatories(page):
    """A line to sign on for each, with name and function below."""
    signatories = page.facts["signatories"]
    room = SIGNATURES_WIDTH + SIGNATURE_GAP
    width = min(SIGNATURE_WIDTH, room / len(signatories) - SIGNATURE_GAP)
    for number, signatory in enumerate(signatories):
        left = page.left(number * (width + SIGNATURE_GAP), width)
        page.canvas.setStrokeColor(SOFT)
        page.canvas.setLineWidth(0.6)
        page.canvas.line(left, SIGNING_LINE, left + width, SIGNING_LINE)
        text = partial(text_block, page, field="signatories", box=(left, width))
        name = printed_name(signatory["name"])
        lines = [
            text(1, text=name, style=SIGNATORY, rtl=reads_rtl(name)),
            text(0, text=signatory["function"], style=FUNCTION),
        ]
        stack_between(SIGNING_LINE, FOOT_TOP, lines, field="signatories", loosest=2)


def draw_particulars(page):
    blocks = list(particulars(page))
    stack_between(CODE_TOP, FOOT_TOP, blocks, field="particulars", loosest=1)


def particulars(page):
    """Number and dates, beside the code.

    A number has its own direction: within an Arabic line its parts would change places.
    """
    facts, labels = page.facts, page.facts["labels"]
    start = MEASURE - CODE_SIDE - PARTICULARS_GAP - PARTICULARS_WIDTH
    box = (page.left(start, PARTICULARS_WIDTH), PARTICULARS_WIDTH)
    text = partial(text_block, page, box=box, align="end")
    yield text(0.5, "labels", labels["number"], LABEL)
    yield text(0.5, "number", facts["number"], VALUE, rtl=False)
    yield text(5, "labels", labels["issued_on"], LABEL)
    yield text(0.5, "issued_on_text", facts["issued_on_text"], VALUE)
    yield text(0.5, "issued_on", facts["issued_on"], LABEL, rtl=False)
    yield text(5, "valid_until_text", facts["valid_until_text"], VALIDITY)


def draw_code(page):
    """The QR code as rectangles. Nothing else is drawn within four of its modules."""
    code = zxingcpp.create_barcode(
        page.facts["verify_url"], zxingcpp.BarcodeFormat.QRCode, ec_level="Q"
    )
    rows = memoryview(code.to_image(add_quiet_zones=False)).tolist()
    canvas, module = page.canvas, CODE_SIDE / len(rows)
    canvas.saveState()
    canvas.translate(page.left(MEASURE - CODE_SIDE, CODE_SIDE), CODE_TOP - CODE_SIDE)
    canvas.scale(module, module)
    canvas.setFillColor(INK)
    # A path of reportlab's takes ten times as long over these few hundred rectangles.
    canvas._code += [*dark_rectangles(rows), "f"]
    canvas.restoreState()


def dark_rectangles(rows):
    """Dark modules that follow one another in a row, as one rectangle each."""
    for y, row in enumerate(reversed(rows)):
        x = 0
        for shade, modules in groupby(row):
            length = len(list(modules))
            if shade == 0:
                yield f"{x} {y} {length} 1 re"
            x += length


def draw_foot(page):
    """What this paper is not, and where to check what it is."""
    facts = page.facts
    notice = page.fit("notice", facts["notice"], NOTICE, NOTICE_WIDTH)
    page.write(notice, NOTICE, page.left(0, NOTICE_WIDTH), FOOT_TOP - 4, NOTICE_WIDTH, "start")
    left = page.left(MEASURE - ADDRESS_WIDTH, ADDRESS_WIDTH)
    label = page.fit("check_at", facts["check_at"], LABEL, ADDRESS_WIDTH)
    top = page.write(label, LABEL, left, FOOT_TOP - 1, ADDRESS_WIDTH, "end")
    address = page.fit("verify_text", facts["verify_text"], ADDRESS, ADDRESS_WIDTH, rtl=False)
    page.write(address, ADDRESS, left, top, ADDRESS_WIDTH, "end")
