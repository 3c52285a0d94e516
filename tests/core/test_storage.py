"""Files on disk are there whole or not at all."""

import os
import time

import pytest
from django.core.files.base import ContentFile

from lms.core.storage import UNFINISHED, WholeFiles, keep_once


class CutOff(Exception):
    """What a power cut would do, if it could be caught."""


class HalfAFile(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"half of it"
        raise CutOff


@pytest.fixture
def storage(tmp_path):
    return WholeFiles(location=tmp_path)


def unfinished(storage, tmp_path):
    return [path for path in tmp_path.rglob("*") if path.name.endswith(UNFINISHED)]


def test_a_file_is_kept_under_its_name_and_nothing_else_is_left(storage, tmp_path):
    assert storage.save("certificates/a.pdf", ContentFile(b"whole")) == "certificates/a.pdf"

    assert storage.open("certificates/a.pdf").read() == b"whole"
    assert unfinished(storage, tmp_path) == []


def test_what_was_cut_off_has_no_name_and_can_be_written_again(storage):
    with pytest.raises(CutOff):
        storage.save("a.pdf", HalfAFile(b""))

    assert not storage.exists("a.pdf")
    assert storage.save("a.pdf", ContentFile(b"whole")) == "a.pdf"


def test_of_two_who_write_at_once_neither_loses_her_file(storage):
    # Both were told that the name is free.
    first, second = (storage._save("photo.jpg", ContentFile(data)) for data in (b"hers", b"his"))

    assert first == "photo.jpg"
    assert second != first
    assert (storage.open(first).read(), storage.open(second).read()) == (b"hers", b"his")


def test_of_two_who_keep_the_same_file_at_once_one_file_stays(storage, tmp_path, monkeypatch):
    keep_once(storage, "digest.pdf", ContentFile(b"same"))
    # The second was told that the name is free: first when it asked, then when a name was sought.
    told, really = [False, False], storage.exists
    monkeypatch.setattr(storage, "exists", lambda name: told.pop() if told else really(name))
    keep_once(storage, "digest.pdf", ContentFile(b"same"))

    assert [path.name for path in tmp_path.iterdir()] == ["digest.pdf"]


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_what_was_never_finished_is_cleared_after_a_day(storage, tmp_path, hours, left):
    storage.save("kept.pdf", ContentFile(b"whole"))
    with pytest.raises(CutOff):
        storage.save("a.pdf", HalfAFile(b""))
    (begun,) = unfinished(storage, tmp_path)
    then = time.time() - hours * 60 * 60
    for path in (begun, tmp_path / "kept.pdf"):
        os.utime(path, (then, then))

    storage.clear_unfinished()

    assert len(unfinished(storage, tmp_path)) == left
    assert storage.exists("kept.pdf")
