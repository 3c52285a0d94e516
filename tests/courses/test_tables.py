import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from courses.tables import NotATable, lines_of

ROWS = [["Prénom", "Nom", "Année"], ["Amina", "El Fassi", "1985"], ["أمينة", "الفاسي", ""]]
LINES = "Prénom\tNom\tAnnée\nAmina\tEl Fassi\t1985\nأمينة\tالفاسي"


def xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_with_its_numbers_as_people_write_them():
    assert lines_of(xlsx([ROWS[0], ["Amina", "El Fassi", 1985.0], ROWS[2]])) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_whatever_parts_its_cells_and_in_every_unicode(encoding, separator):
    text = "\r\n".join(separator.join(row) for row in ROWS)

    assert lines_of(text.encode(encoding)) == LINES


def test_arabic_of_an_old_windows_comes_right():
    names = ["أمينة الفاسي", "فاطمة الزهراء بنعلي", "خديجة المرابط", "عائشة الإدريسي"] * 5
    text = "\r\n".join(["الاسم;السنة", *(f"{name};1985" for name in names)])

    assert lines_of(text.encode("cp1256")).split("\n")[1] == "أمينة الفاسي\t1985"


def test_french_of_an_old_windows_comes_right():
    names = ["Hélène Benaïssa", "Zoé Lefèvre", "Aïcha Bâ", "Noël Sénéchal"] * 5
    text = "\r\n".join(["Prénom et nom;Année", *(f"{name};1985" for name in names)])

    assert lines_of(text.encode("cp1252")).split("\n")[1] == "Hélène Benaïssa\t1985"


def test_a_cell_with_a_line_end_stays_one_cell():
    assert lines_of(b'Amina;"El\nFassi"\n') == "Amina\tEl Fassi"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not really a workbook",
        b"%PDF-1.7\x00\x00\x01",
        xlsx(ROWS)[:400],
        b"x" * (2 * 1024 * 1024 + 1),
    ],
    ids=["no workbook", "another kind", "half a workbook", "too large"],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(NotATable, match="."):
        lines_of(data)


def test_a_workbook_that_would_grow_without_end_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (41 * 1024 * 1024))

    with pytest.raises(NotATable, match="too large"):
        lines_of(file.getvalue())


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda b: b"PK\x03\x04" + b))
def test_no_bytes_crash_it(data):
    with suppress(NotATable):
        lines_of(data)
