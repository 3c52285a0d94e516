"""The certificate as one landscape page, drawn from its frozen facts and a layout alone."""

from datetime import UTC, datetime
from functools import lru_cache, partial
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import artwork, codes, objects, sealing, tagging
from .layouts import NAMES, ON_PAGE
from .lettering import Writer
from .ornament import COLOURS, dot, emblem, placed, rule
from .shaping import TextDoesNotFit, fit, printed_name, reads_rtl
from .stacks import Block, Box, draw_stack

# Otherwise reportlab writes a page's operators as text, a quarter larger.
rl_config.useA85 = 0

WIDTH, HEIGHT = landscape(A4)
SIGNATURE_WIDTH, SIGNATURE_GAP = 180, 18
STAR_GAP = 22
# A name that stands alone may be larger than one of two.
LONE_NAME = 1.27
SHARES = {"start": 0, "centre": 0.5, "end": 1}


class LooksReal(Exception):
    """A specimen key was to sign a certificate that does not say across the page that it is one."""


def render(facts, layout, badge=None, signer=None):
    """The certificate as the bytes of a PDF. The same facts, layout, badge and signer give the same bytes.

    ``facts`` holds words as they are to be printed, in the certificate's language: ``language``, ``kind_title``,
    ``certifies``, the names of ``layouts.NAMES`` (a missing or empty one is not printed), ``achieved``, ``title``,
    ``programme``, ``requirements`` (short lines), ``issuer``, ``signatories`` (one to three of ``name``,
    ``function``), ``labels`` (of ``number``, ``issued_on``, ``signature``), ``number``, ``issued_at`` (ISO, with its
    zone), ``issued_on`` (ISO date), ``issued_on_text``, ``valid_until_text`` (may be empty), ``check_at``,
    ``verify_text``, ``verify_url``, ``notice``, ``marks`` (numbers of the marks permitted, may be missing), ``sample`` (the word across a specimen, empty for a real one).
    ``layout`` is a ``layouts.Layout``; ``badge``, the signed badge as bytes, is attached; ``signer`` seals the file.

    Raises ``TextDoesNotFit`` or ``GlyphMissing``, which name the fact that cannot be printed, and ``LooksReal``.
    """
    if signer and signer.specimen and not facts["sample"]:
        raise LooksReal
    file = BytesIO()
    canvas = BlankCanvas(file, pagesize=(WIDTH, HEIGHT), pdfVersion=(1, 7), invariant=1)
    page = Page(canvas, Writer(canvas), facts, layout)
    draw(page)
    finish(page, badge, sealed=signer is not None)
    return sealing.fill(file.getvalue(), signer) if signer else file.getvalue()


def draw(page):
    """Everything that is seen."""
    with page.structure.artefact():
        artwork.draw(page.canvas, page.layout, WIDTH, HEIGHT)
        draw_sample(page)
    for area in page.layout.areas:
        draw_area(page, area)
    for item in page.layout.of(ON_PAGE):
        draw_item(page, item)


class BlankCanvas(Canvas):
    """A canvas that names no font of its own; reportlab would list Helvetica and not embed it."""

    def _make_preamble(self):
        self._preamble = ""


class Page:
    """The canvas, with ``start`` and ``end`` in the place of left and right."""

    def __init__(self, canvas, writer, facts, layout):
        self.canvas = canvas
        self.writer = writer
        self.facts = facts
        self.layout = layout
        self.at = datetime.fromisoformat(facts["issued_at"]).astimezone(UTC)
        self.rtl = facts["language"] == "ar"
        self.structure = tagging.Structure(canvas, facts["language"])

    @property
    def title(self):
        names = (printed_name(self.facts.get(field, "")) for field in NAMES)
        return " · ".join(
            [self.facts["kind_title"], self.facts["title"], next(filter(None, names))]
        )

    def box(self, place):
        """The box of an area or item, whose ``x`` is from the starting edge."""
        left = WIDTH - (place.x + place.width) * mm if self.rtl else place.x * mm
        return Box(left, HEIGHT - place.y * mm, place.width * mm, place.height * mm)

    def part_of(self, box, start, width):
        """The part of ``box`` that begins ``start`` after its starting side."""
        left = box.left + box.width - start - width if self.rtl else box.left + start
        return Box(left, box.top, width, box.height)

    def fit(self, item, text, width, *, rtl=None):
        """``text`` as ``item`` sets it, in the direction of the page unless it has its own."""
        if rtl is None:
            rtl = item.direction == "rtl" if item.direction else self.rtl
        return fit(
            text,
            field=item.field,
            size=item.size,
            smallest=item.smallest,
            bold=item.weight == "bold",
            width=width,
            rtl=rtl,
            scripts=self.layout.scripts,
        )

    def write(self, fitted, item, box, top):
        """Draw the lines from ``top`` down in ``box``."""
        self.canvas._code.append(inked(item.colour))
        share = SHARES[item.align]
        if self.rtl:
            share = 1 - share
        for line, height in zip(fitted.lines, fitted.heights, strict=True):
            x = box.left + (box.width - line.width * fitted.size) * share
            self.writer.draw(line, x, top - line.above * fitted.size, fitted.size)
            top -= height

    def text(self, item, text, box, space=None, *, rtl=None):
        """One text as a part of a stack."""
        fitted = self.fit(item, text, box.width, rtl=rtl)

        def draw(top):
            with self.part(item, fitted, text):
                self.write(fitted, item, box, top)

        return Block(item.space if space is None else space, fitted.height, draw)

    def part(self, item, fitted, text):
        """A part of the structure that is one text."""
        turned = any(run.turned for line in fitted.lines for run in line.runs)
        return self.structure.part(item.role, language=item.language, spoken=text if turned else "")


def finish(page, badge, *, sealed):
    """Say what the file is, attach the badge, keep a place for the signature, and write everything."""
    facts, canvas, document = page.facts, page.canvas, page.canvas._doc
    at = page.at.strftime("D:%Y%m%d%H%M%SZ")
    canvas.setTitle(page.title)
    canvas.setAuthor(facts["issuer"])
    canvas.setSubject(facts["number"])
    canvas.setCreator(facts["issuer"])
    canvas.setDateFormatter(lambda *clock: at)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    objects.enter(document.Catalog, Lang=objects.text(facts["language"]))
    tagging.describe(
        document,
        title=page.title,
        creator=facts["issuer"],
        identifier=facts["number"],
        language=facts["language"],
        at=page.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    if badge is not None:
        tagging.attach(document, badge, at=at)
    field = None
    if sealed:
        label = facts["labels"]["signature"]
        field = sealing.reserve(canvas, at=page.at, label=label, struct_parent=1).format(document)
    canvas.showPage()
    page.structure.finish(document.idToObject["Page1"], field)
    canvas.save()


@lru_cache
def inked(colour):
    """The operators that fill and draw in ``colour``."""
    levels = " ".join(f"{level:.4f}" for level in COLOURS[colour].rgb())
    return f"{levels} rg {levels} RG"


def draw_sample(page):
    """The word of a specimen, large and pale, below every text. No layout can leave it out."""
    if not page.facts["sample"]:
        return
    word = fit(
        page.facts["sample"],
        field="sample",
        size=150,
        smallest=30,
        bold=True,
        width=620,
        rtl=page.rtl,
    )
    (line,) = word.lines
    slope = -0.5 if page.rtl else 0.5
    steep = 0.8660254
    page.canvas._code.append(
        f"q {steep} {slope} {-slope} {steep} {WIDTH / 2:.3f} {HEIGHT / 2:.3f} cm {inked('pale clay')}"
    )
    page.writer.draw(line, -word.width / 2, word.height / 2 - line.above * word.size, word.size)
    page.canvas._code.append("Q")


def draw_area(page, name):
    """The items of an area one below the other; those without a word leave no gap."""
    area = page.layout.areas[name]
    box = page.box(area)
    blocks = [block for item in in_order(page, name) for block in blocks_of(page, item, box)]
    if blocks:
        draw_stack(
            page.canvas, box, blocks, field=name, loosest=area.loosest, smallest=area.smallest
        )


def in_order(page, area):
    """The items of an area; of the names that follow one another, the one in the script of the page comes first."""
    items = page.layout.of(area)
    names = [item for item in items if item.field in NAMES and page.facts.get(item.field)]
    names.sort(key=lambda item: (item.language or "fr") != page.facts["language"])
    rest = iter(names)
    return [next(rest) if item in names else item for item in items]


def draw_item(page, item):
    """One item at its own place on the page."""
    box = page.box(item)
    if item.field == "code":
        draw_code(page, box)
    elif item.field == "signatories":
        draw_signatories(page, item, box)
    elif item.field == "mark":
        draw_mark(page, item, box)
    else:
        top = box.top
        for block in blocks_of(page, item, box):
            if item.height and block.height > box.height:
                raise TextDoesNotFit(item.field)
            block.draw(top)
            top -= block.height


def blocks_of(page, item, box):
    """What an item draws in a column: nothing, one part or several."""
    if item.field in ("emblem", "rule"):
        yield ornament_of(page, item, box)
    elif item.field == "requirements":
        yield from requirement_rows(page, item, box)
    elif item.field in NAMES:
        yield from name_of(page, item, box)
    elif text := text_of(page.facts, item.field):
        yield page.text(item, text, box)


def text_of(facts, field):
    """The words of a field; a label has its place among the labels."""
    label = field.removesuffix("_label")
    return facts["labels"][label] if label != field else facts[field]


def name_of(page, item, box):
    """The holder's name in one script, if she has it; larger when it is the only one."""
    names = [field for field in NAMES if page.facts.get(field)]
    if item.field in names:
        if len(names) == 1:
            item = lone(item)
        yield page.text(item, printed_name(page.facts[item.field]), box)


@lru_cache
def lone(item):
    return type(item)(**{**vars(item), "size": round(item.size * LONE_NAME)})


def ornament_of(page, item, box):
    height = item.height * mm

    def draw(top):
        with page.structure.artefact():
            if item.field == "emblem":
                page.canvas._code.append(placed(emblem, box.middle, top - height / 2, height / 2))
            else:
                length = item.width * mm or box.width / 2
                page.canvas._code.append(placed(rule, box.middle, top - height / 2, length))

    return Block(item.space, height, draw)


def requirement_rows(page, item, box):
    """The requirements, as many beside one another as a row holds."""
    rows = []
    for text in page.facts["requirements"]:
        fitted = page.fit(item, text, box.width)
        if rows and row_width([*rows[-1], (text, fitted)]) <= box.width:
            rows[-1].append((text, fitted))
        else:
            rows.append([(text, fitted)])
    for number, row in enumerate(rows):
        height = max(fitted.height for _, fitted in row)
        space = 0.5 if number else item.space
        yield Block(space, height, partial(draw_row, page, item, box, row))


def row_width(row):
    return sum(fitted.width for _, fitted in row) + STAR_GAP * (len(row) - 1)


def draw_row(page, item, box, row, top):
    """A centred row with a small star between its parts."""
    start = (box.width - row_width(row)) / 2
    for number, (text, fitted) in enumerate(row):
        if number:
            between = page.part_of(box, start + STAR_GAP / 2, 0)
            with page.structure.artefact():
                page.canvas._code.append(placed(dot, between.left, top - fitted.height / 2))
            start += STAR_GAP
        with page.part(item, fitted, text):
            page.write(fitted, item, page.part_of(box, start, fitted.width), top)
        start += fitted.width


def draw_signatories(page, item, box):
    """A line to sign on for each, with name and function below."""
    signatories = page.facts["signatories"]
    room = box.width + SIGNATURE_GAP
    width = min(SIGNATURE_WIDTH, room / len(signatories) - SIGNATURE_GAP)
    function = functions_below(item)
    for number, signatory in enumerate(signatories):
        own = page.part_of(box, number * (width + SIGNATURE_GAP), width)
        with page.structure.artefact():
            page.canvas._code.append(
                f"{inked('soft')} 0.6 w {own.left:.3f} {own.top:.3f} m {own.left + width:.3f} {own.top:.3f} l S"
            )
        name = printed_name(signatory["name"])
        lines = [page.text(item, name, own, 1, rtl=reads_rtl(name))]
        if signatory["function"]:
            lines.append(page.text(function, signatory["function"], own, 0))
        draw_stack(page.canvas, own, lines, field=item.field, loosest=2)


@lru_cache
def functions_below(item):
    """How the functions of signatories are set: lighter and a little smaller than their names."""
    changes = {"weight": "regular", "size": item.size - 1, "colour": "soft"}
    return type(item)(**{**vars(item), **changes})


def draw_code(page, box):
    """The QR code. Nothing else is drawn within four of its modules."""
    corners = (box.left, box.top - box.width, box.left + box.width, box.top)
    said = f"{page.facts['check_at']} {page.facts['verify_text']}"
    with page.structure.part("Figure", alt=said, box=corners):
        page.canvas._code.append(inked("ink"))
        page.canvas._code.append(codes.drawn(page.facts["verify_url"], *corners[:2], box.width))


def draw_mark(page, item, box):
    """The picture of a partner, as large as its place allows, if it was permitted on the day of issue."""
    if item.mark not in page.facts.get("marks", ()):
        return
    place = (box.left, box.top - box.height, box.left + box.width, box.top)
    name, picture = page.layout.marks[item.mark]
    with page.structure.part("Figure", alt=name, box=place):
        artwork.draw_picture(page.canvas, item.mark, picture, box)
