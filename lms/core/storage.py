import os
import time
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from .ids import new_id

UNFINISHED = ".unfinished"
DAY = 24 * 60 * 60


def private_storage():
    """Where files lie that only a view of ours gives out."""
    return storages["private"]


def keep_once(storage, name, content):
    """Store a file under a name that is made from its bytes. Of several who do so, one file stays."""
    if storage.exists(name):
        return
    saved = storage.save(name, content)
    if saved != name:
        storage.delete(saved)


class WholeFiles(FileSystemStorage):
    """Files on disk that are there whole or not at all, however the process that writes them ends."""

    def _save(self, name, content):
        written = super()._save(f"{name}.{new_id()}{UNFINISHED}", content)
        with open(self.path(written), "rb") as complete:
            os.fsync(complete.fileno())
        name = self._take(written, name)
        self.delete(written)
        return name

    def _take(self, written, name):
        """Give what is written its name, or another one where somebody else has taken that meanwhile."""
        while True:
            try:
                os.link(self.path(written), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name

    def clear_unfinished(self):
        """Delete what was begun more than a day ago and never finished."""
        for path in Path(self.location).rglob(f"*{UNFINISHED}"):
            if path.stat().st_mtime < time.time() - DAY:
                path.unlink(missing_ok=True)
