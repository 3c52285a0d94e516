"""Files that an edition owns: copied once under the hash of their bytes and never changed or deleted."""

import hashlib
from pathlib import PurePath

from django.core.files.storage import default_storage

from lms.core.storage import keep_once


def own_name(file):
    """Where an uploaded file lies now. Enough for a preview; the editor may replace or delete it."""
    return file.name


def edition_name(file):
    """Where an edition keeps a file with these bytes."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return f"editions/{digest[:2]}/{digest}{PurePath(file.name).suffix.lower()}"


def keep(file):
    """Copy a file to where editions keep it, unless it is there, and return its name."""
    name = edition_name(file)
    with file.open("rb") as content:
        keep_once(default_storage, name, content)
    return name
