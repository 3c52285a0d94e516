"""Plain documents on A4, Latin and Arabic: words, facts and tables. The same parts give the same bytes.

A page of an Arabic document is laid out from the right: columns are mirrored, and names in Latin letters keep their
own direction inside a line.
"""

import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

FONTS = Path(__file__).parent / "fonts"
MAIN = "NotoSans"
# In this order they are asked for a letter that the main font has not.
OTHERS = ("NotoNaskhArabic", "NotoSansDevanagari", "NotoSansTifinagh")
WITHOUT_BOLD = {"NotoSansTifinagh"}
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
RIGHT_TO_LEFT = "\u200f"
MARGIN, FOOT = 16, 14
"""Millimetres."""
INK, SOFT, LINE, TINT = (28, 36, 48), (86, 96, 110), (214, 204, 188), (226, 239, 233)


class Heading(NamedTuple):
    """The title of a section."""

    text: str


class Words(NamedTuple):
    """A paragraph; ``small`` for what is added in small print."""

    text: str
    small: bool = False


class Facts(NamedTuple):
    """Pairs of a name and what it is."""

    rows: list


class Table(NamedTuple):
    """Rows of text under headings, repeated on each page. ``widths`` are shares; ``numbers`` are columns of figures.

    ``total`` is a last row that stands out.
    """

    headings: list
    rows: list
    widths: list
    numbers: frozenset = frozenset()
    total: list | None = None


def written(title, parts, *, language, at, foot):
    """The document as bytes. ``at`` (aware) is the moment it speaks of; ``foot`` stands on each page."""
    counted = _drawn(title, parts, language=language, at=at, foot=foot, pages=0)
    whole = _drawn(title, parts, language=language, at=at, foot=foot, pages=counted.pages_count)
    return bytes(whole.output())


def _drawn(title, parts, **about):
    paper = _Paper(title, **about)
    paper.add_page()
    paper.line_of(title, size=17, bold=True, after=3)
    for part in parts:
        paper.DRAW[type(part)](paper, part)
    return paper


class _Paper(FPDF):
    """An A4 page on its way, with its foot."""

    def __init__(self, title, *, language, at, foot, pages):
        super().__init__(format="A4")
        self.rtl = get_language_info(language)["bidi"]
        self.start, self.end = ("R", "L") if self.rtl else ("L", "R")
        # Arabic letters are small for their size.
        self.scale = 1.15 if self.rtl else 1
        self.foot, self.of_pages = foot, pages
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + FOOT)
        self.set_creation_date(at)
        self.set_title(title)
        self.set_lang(language)
        for family in (MAIN, *OTHERS):
            bold = "Regular" if family in WITHOUT_BOLD else "Bold"
            self.add_font(family, "", FONTS / f"{family}-Regular.ttf")
            self.add_font(family, "B", FONTS / f"{family}-{bold}.ttf")
        self.set_fallback_fonts(OTHERS, exact_match=False)
        self.set_text_shaping()
        self.set_draw_color(LINE)

    def line_of(self, text, *, size, bold=False, color=INK, after=2):
        """A paragraph over the whole width, with so many millimetres of room after it."""
        self.set_font(MAIN, "B" if bold else "", size * self.scale)
        self.set_text_color(color)
        height = size * (0.62 if self.rtl else 0.5)
        self.multi_cell(
            0, height, self.turned(text), align=self.start, new_x="LMARGIN", new_y="NEXT"
        )
        self.ln(after)

    def turned(self, text):
        """A text with its direction: from the right where it has Arabic letters on an Arabic page, else its own."""
        return f"{RIGHT_TO_LEFT}{text}" if self.rtl and ARABIC.search(text) else text

    def heading(self, part):
        # A heading alone at the end of a page belongs on the next one.
        if self.get_y() > self.h - 55:
            self.add_page()
        self.ln(2)
        self.line_of(part.text, size=12, bold=True)

    def words(self, part):
        size, color = (8, SOFT) if part.small else (10, INK)
        self.line_of(part.text, size=size, color=color)

    def facts(self, part):
        rows = [[name, value] for name, value in part.rows]
        self._table(rows, [3, 7], borders=TableBordersLayout.NONE, names=True)

    def lists(self, part):
        rows = [part.headings, *part.rows, *([part.total] if part.total else [])]
        self._table(
            rows,
            part.widths,
            borders=TableBordersLayout.HORIZONTAL_LINES,
            numbers=part.numbers,
            headed=True,
            totalled=part.total is not None,
        )

    def _table(
        self, rows, widths, *, borders, numbers=(), names=False, headed=False, totalled=False
    ):
        """A table whose first column stands where reading begins."""
        self.set_font(MAIN, "", 9 * self.scale)
        self.set_text_color(INK)
        aligned = [self.end if column in numbers else self.start for column in range(len(widths))]
        strong = FontFace(emphasis="BOLD", color=INK, fill_color=TINT)
        soft = FontFace(color=SOFT)
        with self.table(
            col_widths=self._mirrored(widths),
            text_align=self._mirrored(aligned),
            borders_layout=borders,
            first_row_as_headings=headed,
            headings_style=strong,
            line_height=6.2 if self.rtl else 4.8,
            v_align="TOP",
            padding=(0.8, 1.5),
            width=self.epw,
        ) as table:
            for number, texts in enumerate(rows):
                last = totalled and number == len(rows) - 1
                row = table.row(style=strong if last else None)
                styles = [soft if names and column == 0 else None for column in range(len(texts))]
                for text, style in self._mirrored(list(zip(texts, styles, strict=True))):
                    row.cell(self.turned(text), style=style)
        self.ln(3)

    def _mirrored(self, columns):
        return list(reversed(columns)) if self.rtl else list(columns)

    def footer(self):
        """What the document is, and which of its pages this is."""
        self.set_y(-MARGIN - 4)
        self.set_font(MAIN, "", 8)
        self.set_text_color(SOFT)
        number = _("Page %(page)d of %(pages)d") % {"page": self.page_no(), "pages": self.of_pages}
        here, there = self._mirrored([(self.foot, self.start), (number, self.end)])
        width = self.epw * 0.75
        first = self.epw - width if self.rtl else width
        self.cell(first, 5, self.turned(here[0]), align=here[1])
        self.cell(self.epw - first, 5, self.turned(there[0]), align=there[1])

    DRAW = {Heading: heading, Words: words, Facts: facts, Table: lists}
