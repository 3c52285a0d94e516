"""A file that is not what its name says, or too big, is refused with a clear sentence."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from lms.core import formats

pytestmark = pytest.mark.django_db


def archive(member):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(member, "<xml/>")
    return content.getvalue()


def errors(model, form_for, name, content):
    data = {"title": "Fiche", "collection": Collection.get_first_root_node().pk}
    form = form_for(model)(data, {"file": SimpleUploadedFile(name, content)})
    return " ".join(form.errors.get("file", []))


def document_errors(name, content):
    return errors(get_document_model(), get_document_form, name, content)


def image_errors(name, content):
    return errors(get_image_model(), get_image_form, name, content)


GENUINE = {
    "a.pdf": b"%PDF-1.7 ...",
    "a.mp3": b"\xff\xfb\x90\x00....",
    "a.M4A": b"\x00\x00\x00\x18ftypM4A ",
    "a.mp4": b"\x00\x00\x00\x18ftypmp42",
    "a.ogg": b"OggS\x00....",
    "a.webm": b"\x1a\x45\xdf\xa3....",
    "a.docx": archive("word/document.xml"),
    "a.xlsx": archive("xl/workbook.xml"),
    "a.pptx": archive("ppt/presentation.xml"),
    "a.odt": archive("content.xml"),
    "a.ods": archive("content.xml"),
}


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_file_is_taken(name):
    assert document_errors(name, GENUINE[name]) == ""


@pytest.mark.parametrize("name", GENUINE)
def test_a_file_that_is_not_what_its_name_says_is_refused(name):
    assert "is not what its name says" in document_errors(name, b"MZ\x90\x00 a program")


def test_an_archive_of_something_else_is_not_a_document():
    assert "is not what its name says" in document_errors("a.docx", archive("run.exe"))


def test_a_kind_that_lessons_have_no_use_for_is_refused(settings):
    assert "Allowed extensions are: pdf" in document_errors("a.exe", b"MZ")
    assert set(settings.WAGTAILDOCS_EXTENSIONS) <= formats.KNOWN


def test_a_file_of_200_megabytes_is_refused_with_both_sizes():
    huge = SimpleUploadedFile("a.mp4", GENUINE["a.mp4"])
    huge.size = 200 * 1024 * 1024
    data = {"title": "Film", "collection": Collection.get_first_root_node().pk}
    form = get_document_form(get_document_model())(data, {"file": huge})

    sentence = " ".join(form.errors["file"])

    assert "too big" in sentence
    assert "200.0\xa0MB" in sentence
    assert "50.0\xa0MB" in sentence


def test_an_image_that_is_something_else_is_refused():
    assert "Upload a valid image." in image_errors("a.png", b"%PDF-1.7")


def test_drawings_that_can_hold_scripts_are_refused():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'

    assert image_errors("a.svg", svg)


def test_a_picture_is_taken():
    content = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(content, "PNG")

    assert image_errors("a.png", content.getvalue()) == ""
