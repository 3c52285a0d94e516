"""A package from outside is looked at before anything in it is believed."""

import dataclasses
import hashlib
import io
import json
import stat
import zipfile

import pytest

from content.actions import packages
from content.actions.packages import NotBroughtIn
from content.models import LessonPage
from content.packing import archive, courses
from content.packing.archive import MANIFEST, Unreadable
from courses.models import Programme
from tests.factories import content as write
from tests.factories import pages as work
from tests.factories.packages import emptied
from tests.factories.people import PersonFactory

BYTES = b"%PDF-1.7 a paper"
NAME = archive.medium_name(hashlib.sha256(BYTES).hexdigest(), "pdf")
GOOD = {"format": archive.FORMAT, "version": archive.VERSION, "media": [{"file": NAME}]}


def zipped(*entries, manifest=GOOD, link=False):
    """A ZIP of a manifest and of ``(name, bytes)``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        if manifest is not None:
            content = manifest if isinstance(manifest, bytes) else json.dumps(manifest)
            written.writestr(MANIFEST, content)
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if link:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            written.writestr(entry, content)
    file.seek(0)
    return file


def patched(file, old, new):
    """The same file with some of its bytes replaced, wherever they stand."""
    return io.BytesIO(file.getvalue().replace(old, new))


def test_an_honest_package_is_read():
    assert archive.read(zipped((NAME, BYTES))).manifest == GOOD


@pytest.mark.parametrize(
    "name",
    [
        *("../../etc/passwd", "/etc/passwd", "media/../manifest.json", "C:\\x.pdf", "media/"),
        *("media/x.pdf", f"{NAME}/..", f"MEDIA/{NAME}", f"{NAME}\n", "manifest.json.exe"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(Unreadable, match="does not belong there"):
        archive.read(zipped((NAME, BYTES), (name, b"x")))


def test_a_link_is_refused():
    with pytest.raises(Unreadable, match="does not belong there"):
        archive.read(zipped((NAME, b"/etc/passwd"), link=True))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    with pytest.raises(Unreadable, match="two files of one name"):
        archive.read(zipped((NAME, BYTES), (NAME, BYTES)))


def test_what_is_declared_too_large_is_refused_unread():
    bomb = zipped((NAME, b"\0" * (archive.LARGEST_ENTRY + 1)))
    assert len(bomb.getvalue()) < archive.MIB

    with pytest.raises(Unreadable, match="too large"):
        archive.read(bomb)


def test_more_than_was_declared_is_never_poured_out():
    size, declared = (5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little")
    bomb = patched(zipped((NAME, b"\0" * 5_000_000)), size, declared)

    with pytest.raises(Unreadable):
        archive.read(bomb)


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1)

    with pytest.raises(Unreadable, match="too large"):
        archive.read(zipped((NAME, BYTES)))


def test_a_file_that_is_not_the_one_that_was_put_in_is_refused():
    with pytest.raises(Unreadable, match="not the one that was put in"):
        archive.read(zipped((NAME, BYTES + b"!")))


@pytest.mark.parametrize("entries", [[], [(NAME, BYTES), (NAME.replace("pdf", "mp3"), BYTES)]])
def test_it_holds_what_it_lists_and_nothing_else(entries):
    with pytest.raises(Unreadable, match="the files that it lists"):
        archive.read(zipped(*entries))


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (None, "no list of what it holds"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        ([], "not a course package"),
        ({**GOOD, "format": "something"}, "not a course package"),
        ({**GOOD, "version": 2}, "another version"),
        ({**GOOD, "media": "all"}, "cannot be read"),
    ],
)
def test_a_list_that_is_not_one_is_refused(manifest, sentence):
    with pytest.raises(Unreadable, match=sentence):
        archive.read(zipped((NAME, BYTES), manifest=manifest))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(Unreadable, match="not a course package"):
        archive.read(io.BytesIO(content))


@pytest.fixture
def trainer(db):
    write.programme("INTO")
    person = PersonFactory(language="en")
    Programme.objects.get(code="INTO").trainers.add(person)
    return person


def brought(trainer, change, *blocks):
    """A course of one lesson whose manifest was changed on the way."""
    course = write.course(write.programme("FROM"), activities=[write.lesson(*blocks)], languages=())
    bring_changed(trainer, course, change)
    return LessonPage.objects.get()


def bring_changed(trainer, course, change, kind="LessonPage"):
    """Bring a course in whose manifest was changed on the way."""
    manifest, _names = courses.describe(course)
    change(manifest, next(page for page in manifest["pages"] if page["kind"] == kind))
    emptied()
    file = zipped(manifest=manifest)
    file.name = "course.zip"
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)
    packages.bring_in(package, by=trainer)


def test_rich_text_is_cleaned_as_the_editor_cleans_it(trainer):
    html = (
        '<p onclick="x()">a<script>x()</script><img src="x" onerror="x()">'
        '<a href="javascript:x()">b</a><iframe src="//x"></iframe></p>'
    )

    def change(manifest, lesson):
        lesson["fields"]["body"][0]["value"]["text"] = html

    lesson = brought(trainer, change, write.text())

    assert lesson.body[0].value["text"].source == "<p>a<a>b</a></p>"


def change_body(make):
    def change(manifest, lesson):
        lesson["fields"]["body"] = make(lesson["fields"]["body"])

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (change_body(lambda body: {"a": 1}), "kind of block"),
        (change_body(lambda body: [{**body[0], "type": "raw_html"}]), "kind of block"),
        (change_body(lambda body: [{**body[0], "value": {"evil": 1}}]), "kind of block"),
        (change_body(lambda body: [{**body[0], "value": {"text": ["x"]}}]), "not a text"),
        (change_body(lambda body: [{**body[0], "id": "1"}]), "no lasting id"),
        (lambda manifest, lesson: lesson["fields"].update(path="0001"), "path"),
        (lambda manifest, lesson: lesson["fields"].update(minutes="many"), "minutes"),
        (lambda manifest, lesson: lesson["fields"].update(title=["x"]), "not a text"),
        (lambda manifest, lesson: lesson.update(kind="HomePage"), "cannot be read"),
        (lambda manifest, lesson: lesson.update(key="../x"), "cannot be read"),
        (lambda manifest, lesson: lesson.update(parent=lesson["key"]), "do not fit together"),
        (lambda manifest, lesson: lesson.update(parent=None), "do not fit together"),
        (lambda manifest, lesson: lesson.update(sentences=[["a"]]), "cannot be read"),
        (lambda manifest, lesson: manifest["pages"].append(lesson), "cannot be read"),
        (lambda manifest, lesson: manifest.pop("questions"), "cannot be read"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(trainer, change, sentence):
    with pytest.raises(NotBroughtIn, match=sentence):
        brought(trainer, change, write.text())

    assert not LessonPage.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        *(("AssignmentPage", "accepts", value) for value in ("text", {"text": 1}, ["film"], [[]])),
        ("AssignmentPage", "accepts", ["text"] * 100_000),
        *(("SurveyPage", "waves", value) for value in ([True], ["3"], [4], [3.0], None)),
        *(("CoursePage", "requires", value) for value in (["x"], [1], "x", {})),
        ("CoursePage", "requires", ["5bfa3c0e-3b62-4f0e-9f52-6a6f0e1f7c11"] * 100_000),
        *(("QuizPage", "opens_after", value) for value in ("x", [], {"key": "x"}, -1)),
        *(("QuizPage", "pass_mark", value) for value in (101, -1, 10**30, float("inf"), [])),
        *(("QuizPage", "grading", value) for value in ("luck", 1, "x" * 11)),
        ("QuizPage", "title", "x" * 256),
    ],
)
def test_a_value_that_the_editor_would_not_take_is_refused(trainer, kind, name, value):
    pages = [write.lesson(), write.quiz(), work.assignment(), work.survey()]
    course = write.course(write.programme("FROM"), activities=pages, languages=())

    def change(manifest, page):
        page["fields"][name] = value

    with pytest.raises(NotBroughtIn, match=f"not known here: {name}|not a text"):
        bring_changed(trainer, course, change, kind)

    assert not LessonPage.objects.exists()


def nested(depth):
    value = []
    for _level in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda manifest, page: page["fields"].update(title="a\x00"), "cannot be read"),
        (lambda manifest, page: page["fields"].update(title="a\ud800"), "cannot be read"),
        (lambda manifest, page: page["fields"].update(body=nested(400)), "kind of block"),
        (lambda manifest, page: page.update(sentences=[["a"] * 3] * 10_000), "cannot be read"),
        (lambda manifest, page: manifest.update(banks=[{}] * 1000), "too large"),
        (change_body(lambda body: body * 3000), "too large"),
    ],
)
def test_what_no_database_keeps_and_what_has_no_end_is_refused(trainer, change, sentence):
    with pytest.raises(NotBroughtIn, match=sentence):
        brought(trainer, change, write.text())

    assert not LessonPage.objects.exists()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_that_is_not_what_it_says_is_refused(trainer, kind):
    shown = write.image() if kind == "image" else write.document()
    block = (
        write.picture(shown)
        if kind == "image"
        else write.block("file", {"file": shown.pk, "title": "x"})
    )
    false = b"<script>alert(1)</script>"
    digest = hashlib.sha256(false).hexdigest()

    def change(manifest, lesson):
        medium = manifest["media"][0]
        extension = medium["file"].rpartition(".")[2]
        medium["file"] = archive.medium_name(digest, extension)
        shown.file.storage.delete(shown.file.name)

    with pytest.raises(NotBroughtIn, match="is not what it says"):
        brought_with(trainer, change, false, block)


def brought_with(trainer, change, content, block):
    course = write.course(write.programme("FROM"), activities=[write.lesson(block)], languages=())
    manifest, _names = courses.describe(course)
    change(manifest, None)
    emptied()
    file = zipped((manifest["media"][0]["file"], content), manifest=manifest)
    file.name = "course.zip"
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)
    packages.bring_in(package, by=trainer)


def test_a_package_says_what_it_is_by_all_it_holds():
    first = archive.read(zipped((NAME, BYTES)))
    other = archive.read(zipped((NAME, BYTES), manifest={**GOOD, "x": 1}))

    assert first.digest != other.digest
    assert dataclasses.replace(first).digest == first.digest
