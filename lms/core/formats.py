"""Whether the bytes of an uploaded file are what its name says."""

import zipfile

# The first bytes of each kind, and where they stand.
SIGNATURES = {
    "pdf": [(0, b"%PDF-")],
    "mp3": [(0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")],
    "m4a": [(4, b"ftyp")],
    "mp4": [(4, b"ftyp")],
    "ogg": [(0, b"OggS")],
    "opus": [(0, b"OggS")],
    "webm": [(0, b"\x1aE\xdf\xa3")],
    "wav": [(8, b"WAVE")],
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
MOST_UNPACKED = 200 * 1024 * 1024
"""An archive that would fill more than this is a trap, not a document."""


def extension_of(name):
    return name.rpartition(".")[2].lower() if "." in name else ""


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
    """Nothing is unpacked here: the list of contents says what is inside and how big it would be."""
    try:
        with zipfile.ZipFile(file) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    names = {one.filename for one in inside}
    with_macros = any(name.endswith("vbaProject.bin") for name in names)
    fits = sum(one.file_size for one in inside) <= MOST_UNPACKED
    return member in names and fits and not with_macros
