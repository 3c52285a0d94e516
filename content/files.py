"""Files that an edition owns: copied once under the hash of their bytes and never changed or deleted."""

import hashlib
from pathlib import PurePath

from django.core.files.storage import default_storage


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
    if default_storage.exists(name):
        return name
    with file.open("rb") as content:
        saved = default_storage.save(name, content)
    if saved != name:
        # Another release wrote it in the meantime.
        default_storage.delete(saved)
    return name
