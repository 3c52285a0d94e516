"""A list of people as a file, XLSX or CSV, read into lines of tab-separated cells as one would paste them."""

import csv
import io
import zipfile
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lms.core.decoding import detected

MAX_BYTES = 2 * 1024 * 1024
# What an archive may grow to: a list of 500 people is far below, a bomb far above.
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS = 1000
MAX_COLUMNS = 30
ARCHIVE = b"PK\x03\x04"


class NotATable(ValueError):
    """A file that cannot be read; the text says why in the reader's language."""


def lines_of(data):
    """The lines of a file, from its bytes. Raises ``NotATable``."""
    if len(data) > MAX_BYTES:
        raise NotATable(_("This file is too large. A list of people needs less than 2 MB."))
    rows = _sheet(data) if data.startswith(ARCHIVE) else _separated(data)
    return "\n".join("\t".join(map(_words, row)).rstrip() for row in rows)


def _sheet(data):
    """The rows of a workbook's first sheet."""
    broken = NotATable(_("This is not a workbook that can be read. Save it as XLSX once more."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise NotATable(_("This workbook is too large. Copy the list into a new one."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise error if isinstance(error, NotATable) else broken from error
    if not book.worksheets:
        raise broken
    rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    return list(rows)


def _words(cell):
    if cell is None:
        return ""
    # A number typed as a number: 1985 comes back as 1985.0 from some programs.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _separated(data):
    """The rows of a text file; its first line shows what parts the cells."""
    text = detected(data).text
    if "\x00" in text:
        raise NotATable(_("This file is neither XLSX nor CSV. Save the list as one of them."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(islice(reader, MAX_ROWS))
    except csv.Error as error:
        raise NotATable(
            _("This file is neither XLSX nor CSV. Save the list as one of them.")
        ) from error
