"""Tables as files: XLSX and CSV, written row by row, in Arabic too, and safe to open.

A text that begins like a formula would be computed by whoever opens the file (CSV injection, OWASP). In XLSX it is
stored as text; in CSV an apostrophe stands before it.
"""

import csv
import io
import tempfile
import zipfile
from typing import NamedTuple
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import get_language_bidi
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
LONGEST_TITLE = 31
UNIX = 3
"""The system that a reproducible archive says it was made on, wherever that was."""
BYTES_IN_MEMORY = 2 * 1024 * 1024


class Sheet(NamedTuple):
    """One sheet of a workbook. ``rows`` is read once."""

    name: str
    headings: list
    rows: object


def xlsx(name, headings, rows):
    """A response with a workbook of one sheet. ``rows`` is read once; the file is made on disk, not in memory."""
    book = _book([Sheet(name, headings, rows)], right_to_left=get_language_bidi())
    file = tempfile.SpooledTemporaryFile(max_size=BYTES_IN_MEMORY)  # noqa: SIM115 - the response closes it
    book.save(file)
    return _workbook(file, name)


def reproducible_xlsx(name, sheets, *, right_to_left, at):
    """A response with a workbook whose bytes depend on what is in it, on ``at`` and on nothing else.

    ``at`` is the moment written into it as its birth. Entries are stored as they are: how tightly they would be packed
    is up to the zlib of the day.
    """
    book, made, file = _book(sheets, right_to_left=right_to_left), io.BytesIO(), io.BytesIO()
    book.save(made)
    properties = DocumentProperties(creator="", created=at, modified=at)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w") as target:
        for entry in sorted(source.namelist()):
            # openpyxl writes the moment of saving here, whatever one asks for.
            content = tostring(properties.to_tree()) if entry == ARC_CORE else source.read(entry)
            named = zipfile.ZipInfo(entry)
            named.create_system = UNIX
            target.writestr(named, content)
    return _workbook(file, name)


def _workbook(file, name):
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _book(sheets, *, right_to_left):
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(
            "".join(sign for sign in one.name if sign not in r"[]:*?/\\")[:LONGEST_TITLE]
        )
        sheet.sheet_view.rightToLeft = right_to_left
        sheet.freeze_panes = "B2"
        sheet.append([_cell(sheet, heading, bold=True) for heading in one.headings])
        for row in one.rows:
            sheet.append([_cell(sheet, value) for value in row])
    return book


def _cell(sheet, value, *, bold=False):
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    # openpyxl would take a text that begins with "=" for a formula.
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


class _Line:
    """What a csv writer writes to: it hands each line on."""

    def write(self, line):
        return line


def comma_separated(name, headings, rows):
    """A response that sends each row as it is made. The mark at the beginning tells Excel that it is UTF-8."""
    writer = csv.writer(_Line())

    def lines():
        yield "\ufeff"
        yield writer.writerow([_harmless(heading) for heading in headings])
        for row in rows:
            yield writer.writerow([_harmless(value) for value in row])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.csv"},
    )


def _harmless(value):
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
