"""Plain documents: every word can be read out again, in French and Arabic, on any number of pages."""

import datetime as dt
import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from lms.core.papers import Facts, Heading, Table, Words, written

AT = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
LONG = "Coopérative féminine des femmes du Moyen Atlas pour les plantes aromatiques et médicinales"


def paper(language, rows):
    headings = (
        ["التاريخ", "التعاونية", "كلم"] if language == "ar" else ["Date", "Coopérative", "Km"]
    )
    cells = [
        [f"{number:03}", LONG if number % 7 == 0 else "تمغارت", "12"] for number in range(rows)
    ]
    parts = [
        Facts([("Mentor", "Khadija Benslimane"), ("Mentor", "خديجة بنسليمان")]),
        Heading("Séances"),
        Table(headings, cells, [1, 4, 1], frozenset({2}), ["Total", "", str(12 * rows)]),
        Words("Ceci n’est pas une facture.", small=True),
    ]
    with translation.override(language):
        return written("Relevé", parts, language=language, at=AT, foot="Au 1er février")


def pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_same_parts_give_the_same_bytes(language):
    assert paper(language, 3) == paper(language, 3)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_two_hundred_rows_are_all_there_under_headings_repeated_on_each_page(language):
    read = pages(paper(language, 200))

    whole = "\n".join(read)
    assert [f"{number:03}" for number in range(200) if f"{number:03}" not in whole] == []
    assert len(read) > 4
    heading = "Coopérative" if language == "fr" else "Au 1er février"
    assert all(heading in text for text in read)
    assert "2400" in read[-1]


def test_each_page_says_which_of_how_many_it_is():
    with translation.override("en"):
        read = pages(paper("en", 60))

    assert [f"Page {n} of {len(read)}" in text for n, text in enumerate(read, 1)] == [True] * len(
        read
    )


def test_the_file_says_its_title_its_language_and_the_moment_it_speaks_of():
    file = PdfReader(io.BytesIO(paper("ar", 1)))

    assert (file.metadata.title, file.root_object["/Lang"]) == ("Relevé", "ar")
    assert file.metadata.creation_date == AT


def places(content, wanted):
    """How far from the left edge each of the wanted texts begins."""
    found = {}

    def seen(text, _matrix, place, _font, _size):
        if text.strip() in wanted:
            found.setdefault(text.strip(), place[4])

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=seen)
    return found


def test_an_arabic_table_begins_on_the_right():
    french, arabic = (places(paper(language, 1), {"000", "12"}) for language in ("fr", "ar"))

    assert french["000"] < french["12"]
    assert arabic["000"] > arabic["12"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_odd_letters_and_endless_words_break_nothing(language):
    odd = ["\u200f\u202e" * 5, "x" * 400, "🙂", "नमस्ते", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "", "a\tb\x07"]
    parts = [Facts([(text, text) for text in odd]), Words("\n".join(odd))]

    content = written("Relevé", parts, language=language, at=AT, foot="x")

    assert "Relevé" in pages(content)[0]
