import shutil
import subprocess
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from certification import lettering, shaping
from tests.certification import names

NAMES_ON_A_PAGE = 50


def page_with(*texts, size=24):
    file = BytesIO()
    canvas = Canvas(file, pagesize=(600, 400), invariant=1)
    writer = lettering.Writer(canvas)
    for row, text in enumerate(texts):
        line = shaping.compose(text, rtl=shaping.reads_rtl(text))
        writer.draw(line, 40, 340 - 50 * row, size)
    canvas.save()
    return file.getvalue()


def copied(data):
    """What two readers copy from the page."""
    by_pypdf = pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    by_pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return [[line.strip() for line in text.splitlines()] for text in (by_pypdf, by_pdfium)]


@pytest.mark.parametrize(
    "text",
    [
        "عبد الله",
        "لله",
        # Arabic and Persian yeh share the glyph of the beginning of a word.
        "يمن یمن",
        # A mark that no composed letter has is a glyph of its own.
        "Adébọ́lá Ṣẹ́gun",
        "Bɔ̀lɔ̂",
        "office de la fille Afflick",
    ],
)
def test_letters_copy_as_written_whatever_glyphs_they_share(text):
    assert copied(page_with(text)) == [[text], [text]]


def test_lines_copy_one_by_one():
    texts = ["Salma Aït Lahcen", "سلمى آيت لحسن", "2026-0042"]
    for lines in copied(page_with(*texts)):
        assert lines == texts


def test_only_the_drawn_glyphs_are_in_the_file():
    few, many = page_with("Sal"), page_with("Sal", "bcdefghijkmnopqrtuvwxyz")
    assert len(few) < len(many) < 20_000


def fonts_of(data):
    page = pypdf.PdfReader(BytesIO(data)).pages[0]
    return {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}


def test_a_font_is_named_after_the_glyphs_it_holds():
    first, again, other = (
        fonts_of(page_with(text))["/T1"]["/BaseFont"] for text in ("Salma", "malaS", "Omar")
    )
    assert first == again != other


def test_a_word_is_drawn_where_it_was_measured():
    data = page_with("Salma", size=100)
    width = shaping.compose("Salma").width * 100
    textpage = pypdfium2.PdfDocument(data)[0].get_textpage()
    left, right = textpage.get_charbox(0)[0], textpage.get_charbox(4)[2]
    assert left == pytest.approx(40, abs=10)
    assert right == pytest.approx(40 + width, abs=10)


@pytest.fixture(scope="module")
def thousand():
    """The names as they are printed, and a document that holds them."""
    printed = [shaping.printed_name(name) for name in names.thousand()]
    file = BytesIO()
    canvas = Canvas(file, pagesize=(700, 1600), invariant=1)
    writer = lettering.Writer(canvas)
    for number, name in enumerate(printed):
        row = number % NAMES_ON_A_PAGE
        line = shaping.compose(name, rtl=shaping.reads_rtl(name), bold=bool(number % 2))
        assert line.missing == frozenset()
        writer.draw(line, 40, 1550 - 30 * row, 14)
        if row == NAMES_ON_A_PAGE - 1:
            canvas.showPage()
    canvas.save()
    return printed, file.getvalue()


def lines_by_pypdf(data):
    return [
        line
        for page in pypdf.PdfReader(BytesIO(data)).pages
        for line in page.extract_text().splitlines()
    ]


def lines_by_pdfium(data):
    document = pypdfium2.PdfDocument(data)
    return [line for page in document for line in page.get_textpage().get_text_range().splitlines()]


def lines_by_poppler(data):
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    "reader",
    [
        lines_by_pypdf,
        lines_by_pdfium,
        pytest.param(
            lines_by_poppler,
            marks=pytest.mark.skipif(
                not shutil.which("pdftotext"), reason="poppler-utils is missing"
            ),
        ),
    ],
)
def test_a_thousand_names_in_four_scripts_copy_exactly(thousand, reader):
    printed, data = thousand
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\f"))
    copied = [line.translate(marks).strip() for line in reader(data)]
    assert [name for name in printed if name not in set(copied)] == []
