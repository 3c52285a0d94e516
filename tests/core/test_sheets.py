import csv
import io

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lms.core import sheets

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def workbook(rows, name="Grades", headings=("A",)):
    response = sheets.xlsx(name, headings, rows)
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))), response


def table(rows, headings=("A",)):
    response = sheets.comma_separated("Notes", headings, rows)
    text = b"".join(response.streaming_content).decode("utf-8")
    return text, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook(text):
    book, _response = workbook([[text]])

    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_is_disarmed_in_csv(text):
    _text, rows = table([[text]])

    assert rows[1][0].startswith("'")


def test_numbers_stay_numbers():
    book, _response = workbook([[-5, None, 82.5]])

    assert [cell.value for cell in book.active[2]] == [-5, None, 82.5]
    assert table([[-5, None, 82.5]])[1][1] == ["-5", "", "82.5"]


def test_arabic_reads_from_the_right_and_comes_back_whole():
    with translation.override("ar"):
        book, response = workbook([["أمينة الفاسي"]], name="كشف النقط", headings=["الاسم"])

    assert book.active.sheet_view.rightToLeft
    assert book.active.title == "كشف النقط"
    assert book.active["A2"].value == "أمينة الفاسي"
    assert "filename*=utf-8''" in response["Content-Disposition"].lower()


def test_excel_is_told_that_a_csv_is_utf_8():
    text, rows = table([["أمينة"]], headings=["Nom"])

    assert text.startswith("\ufeff")
    assert rows == [["Nom"], ["أمينة"]]


def test_a_sheet_takes_a_name_that_excel_does_not():
    book, _response = workbook([], name="a/b:c*[d]?" + "x" * 40)

    assert book.active.title.startswith("abcd")
    assert len(book.active.title) == 31


@given(st.text())
def test_any_text_can_be_written(text):
    workbook([[text]])
    table([[text]])


def test_rows_are_read_as_they_are_sent():
    made = []

    def rows():
        for number in range(3):
            made.append(number)
            yield [number]

    sent = iter(sheets.comma_separated("x", ["n"], rows()).streaming_content)
    next(sent), next(sent), next(sent)

    assert made == [0]
