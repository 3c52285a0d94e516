"""The file of a course package: a ZIP of a manifest and of media under the digests of their bytes.

Everything in it is hostile until it has been looked at: names, sizes, digests. No page and no row is known here.
"""

import hashlib
import json
import re
import stat
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

FORMAT, VERSION = "course-package", 1
MANIFEST = "manifest.json"
MEDIUM = re.compile(r"media/([0-9a-f]{64})\.[a-z0-9]{2,5}")
MIB = 1024 * 1024
MOST_ENTRIES, MOST_BYTES, LARGEST_ENTRY = 3000, 1024 * MIB, 64 * MIB
CHUNK = MIB


class Unreadable(ValueError):
    """Why a file is not taken for a course package, as a sentence for the person who brought it."""


@dataclass(frozen=True)
class Package:
    """A package that has been looked at. ``digest``: of its manifest, which names all else by digest."""

    manifest: dict
    digest: str


def write(file, manifest, media):
    """Write a package; ``media``: ``{name: open file}``. The same course gives the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(MANIFEST, zipfile.ZIP_DEFLATED), as_bytes(manifest))
        for name, content in sorted(media.items()):
            with content.open("rb") as source, archive.open(_entry(name), "w") as target:
                for chunk in iter(lambda source=source: source.read(CHUNK), b""):
                    target.write(chunk)


def as_bytes(manifest):
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()


def medium_name(digest, extension):
    return f"media/{digest}.{extension}"


def read(file):
    """Look at a file from outside. Raises ``Unreadable`` for whatever is not a whole and honest package."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive.infolist())
            content = b"".join(_chunks(archive, MANIFEST))
            manifest = _manifest(content)
            _check_media(archive, manifest)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(_("This file is not a course package, or it is damaged.")) from error
    return Package(manifest, hashlib.sha256(content).hexdigest())


def medium(file, name):
    """The bytes of one medium of a package that has been read."""
    with zipfile.ZipFile(file) as archive:
        return b"".join(_chunks(archive, name))


def _entry(name, compression=zipfile.ZIP_STORED):
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _check_entries(entries):
    names = [entry.filename for entry in entries]
    if MANIFEST not in names:
        raise Unreadable(_("This file is not a course package: it has no list of what it holds."))
    if len(names) != len(set(names)):
        raise Unreadable(_("This package holds two files of one name."))
    if len(names) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable(_("This package is too large."))
    for entry in entries:
        if not _is_plain(entry):
            raise Unreadable(
                _("This package holds something that does not belong there: %(name)s")
                % {"name": entry.filename[:100]}
            )
        if entry.file_size > LARGEST_ENTRY:
            raise Unreadable(_("This package is too large."))


def _is_plain(entry):
    """A file of ours under a name of ours: no folder, no link, nothing enciphered, no path that leads elsewhere."""
    mode = entry.external_attr >> 16
    return (
        (entry.filename == MANIFEST or MEDIUM.fullmatch(entry.filename))
        and not stat.S_ISLNK(mode)
        and not entry.flag_bits & 1
        and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _chunks(archive, name):
    """Never more at a time than asked for, nor more in all than declared, however much is squeezed into an entry."""
    with archive.open(name) as content:
        yield from iter(lambda: content.read(CHUNK), b"")


def _manifest(content):
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The list of what this package holds cannot be read.")) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(_("This file is not a course package."))
    if manifest.get("version") != VERSION:
        raise Unreadable(
            _("This package was made by another version of the platform, which is not known here.")
        )
    return manifest


def _check_media(archive, manifest):
    listed = manifest.get("media")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Unreadable(_("The list of what this package holds cannot be read."))
    names = {name for name in archive.namelist() if name != MANIFEST}
    if names != {str(one.get("file")) for one in listed}:
        raise Unreadable(_("This package does not hold the files that it lists."))
    for name in names:
        digest = hashlib.sha256()
        for chunk in _chunks(archive, name):
            digest.update(chunk)
        if digest.hexdigest() != MEDIUM.fullmatch(name)[1]:
            raise Unreadable(_("A file in this package is not the one that was put in."))
