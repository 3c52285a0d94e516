"""Whether the bytes of an uploaded file are what its name says."""

import zipfile

# The first bytes of each kind, and where they stand.
SIGNATURES = {
    "pdf": [(0, b"%PDF-")],
    "mp3": [(0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")],
    "m4a": [(4, b"ftyp")],
    "mp4": [(4, b"ftyp")],
    "ogg": [(0, b"OggS")],
    "webm": [(0, b"\x1aE\xdf\xa3")],
}
# Office files are archives: what they must contain.
ARCHIVES = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
KNOWN = SIGNATURES.keys() | ARCHIVES.keys()


def is_what_it_says(file, extension):
    """``file`` is open for reading and is left at its beginning."""
    file.seek(0)
    holds = _holds(file, ARCHIVES[extension]) if extension in ARCHIVES else _begins(file, extension)
    file.seek(0)
    return holds


def _begins(file, extension):
    head = file.read(16)
    return any(head[place:].startswith(mark) for place, mark in SIGNATURES[extension])


def _holds(file, member):
    try:
        with zipfile.ZipFile(file) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False
