"""Files that people hand in: what is taken, how it is kept, and who gets it."""

import io
import struct
import uuid
import zipfile
import zlib
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from courses import filing
from courses.actions import uploads
from courses.actions.uploads import NoRoomLeft, UploadTaken, keep_upload
from courses.filing import FileRefused, prepared, shown_name
from courses.models import Enrolment, Upload
from lms.core import formats
from lms.core.storage import private_storage
from tests.factories.courses import CohortFactory, EnrolmentFactory, UploadFactory
from tests.factories.people import PersonFactory

OGG = b"OggS\x00\x02" + b"voice" * 20


def photo(size=(40, 30), file_format="JPEG", mode="RGB", **options):
    content = io.BytesIO()
    Image.new(mode, size, "red").save(content, file_format, **options)
    return content.getvalue()


def document(*members, size=10):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, b"0" * size)
    return content.getvalue()


def sent(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")


def drawn(name, content):
    return Image.open(prepared("photo", sent(name, content)).content)


# Photos


@pytest.mark.parametrize(
    ("name", "file_format"),
    [("a.jpg", "JPEG"), ("a.PNG", "PNG"), ("a.webp", "WEBP"), ("a.heic", "HEIF")],
)
def test_a_photo_of_any_phone_becomes_a_jpeg(name, file_format):
    kept = prepared("photo", sent(name, photo(file_format=file_format)))

    assert (kept.extension, kept.content_type) == ("jpg", "image/jpeg")
    assert Image.open(kept.content).format == "JPEG"


def test_a_photo_does_not_tell_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[2] = (33.0, 35.0, 0.0)
    content = photo(exif=exif)
    assert b"Maker" in content

    image = drawn("a.jpg", content)

    assert not image.getexif()
    assert "exif" not in image.info


def test_a_photo_taken_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert drawn("a.jpg", photo((40, 30), exif=exif)).size == (30, 40)


def test_a_large_photo_is_scaled_and_a_small_one_is_not():
    assert drawn("a.jpg", photo((3200, 1000))).size == (1600, 500)
    assert drawn("a.jpg", photo((40, 30))).size == (40, 30)


def test_what_is_behind_a_transparent_picture_is_white():
    content = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(content, "PNG")

    assert drawn("a.png", content.getvalue()).getpixel((1, 1)) == (255, 255, 255)


def test_a_program_hidden_behind_a_photo_is_left_behind():
    content = photo() + b"<script>steal()</script>PK\x03\x04"

    assert b"<script>" not in prepared("photo", sent("a.jpg", content)).content.read()


def bomb():
    """A PNG of a few bytes that says it is 50,000 pixels wide and high."""
    content = bytearray(photo((1, 1), "PNG"))
    content[16:24] = struct.pack(">II", 50_000, 50_000)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


@pytest.mark.parametrize("make", [bomb, lambda: photo((6000, 5000), "PNG")])
def test_a_picture_that_would_fill_the_memory_is_refused(make):
    file = sent("a.png", make())

    with pytest.raises(FileRefused, match="too many pixels"):
        prepared("photo", file)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
        photo()[:200],
        photo(file_format="PNG")[:60],
        b"\xff\xd8\xff" + b"\x00" * 500,
    ],
    ids=["drawing", "animation", "document", "half a jpeg", "half a png", "empty jpeg"],
)
def test_what_is_no_photo_or_half_of_one_is_refused(content):
    with pytest.raises(FileRefused, match="is not a photo that can be read"):
        prepared("photo", sent("a.jpg", content))


# Documents and recordings

TAKEN = [
    ("document", "a.pdf", b"%PDF-1.7 ..."),
    ("document", "a.docx", document("word/document.xml")),
    ("document", "a.xlsx", document("xl/workbook.xml")),
    ("document", "a.pptx", document("ppt/presentation.xml")),
    ("document", "a.odt", document("content.xml")),
    ("document", "a.ods", document("content.xml")),
    ("voice", "a.mp3", b"ID3\x04..."),
    ("voice", "a.m4a", b"\x00\x00\x00\x18ftypM4A "),
    ("voice", "a.ogg", OGG),
    ("voice", "a.opus", OGG),
    ("voice", "a.webm", b"\x1a\x45\xdf\xa3...."),
    ("voice", "a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt "),
]
NAMES = [name for _kind, name, _content in TAKEN]


@pytest.mark.parametrize(("kind", "name", "content"), TAKEN, ids=NAMES)
def test_a_genuine_file_is_kept_as_it_came(kind, name, content):
    kept = prepared(kind, sent(name, content))

    assert kept.content.read() == content
    assert kept.content_type == filing.TYPES[kind][kept.extension] != "text/html"


def test_every_kind_of_file_that_may_come_is_tried_here():
    tried = {name.partition(".")[2] for _kind, name, _content in TAKEN}
    allowed = filing.TYPES["document"].keys() | filing.TYPES["voice"].keys()

    assert tried == allowed <= formats.KNOWN


@pytest.mark.parametrize(("kind", "name", "_content"), TAKEN, ids=NAMES)
def test_a_program_under_the_name_of_a_document_is_refused(kind, name, _content):
    with pytest.raises(FileRefused, match="not what its name says"):
        prepared(kind, sent(name, b"MZ\x90\x00 a program"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("document", "a.exe"),
        ("document", "a.html"),
        ("document", "a.docm"),
        ("document", "a.pdf.exe"),
        ("document", "pdf"),
        ("document", "a.jpg"),
        ("photo", "a.svg"),
        ("photo", "a.pdf"),
        ("voice", "a.mp4"),
        ("voice", ""),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_taken(kind, name):
    file = sent("x", b"content")
    file._name = name

    with pytest.raises(FileRefused, match=f"one of these kinds: {next(iter(filing.TYPES[kind]))}"):
        prepared(kind, file)


@pytest.mark.parametrize(
    "content",
    [
        document("word/document.xml", "word/vbaProject.bin"),
        document("word/document.xml", size=201 * 1024 * 1024),
        document("run.exe"),
        document("word/document.xml")[:-30],
        b"PK\x05\x06" + b"\x00" * 18,
        b"PK\x03\x04" + b"\xff" * 400,
    ],
    ids=["macros", "bomb", "program", "cut off", "nothing inside", "nonsense"],
)
def test_a_document_with_macros_or_one_that_would_fill_the_disk_is_refused(content):
    assert len(content) < filing.MEGABYTE
    with pytest.raises(FileRefused, match="not what its name says"):
        prepared("document", sent("a.docx", content))


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
def test_an_empty_file_is_refused(kind):
    name = f"a.{next(iter(filing.TYPES[kind]))}"
    with pytest.raises(FileRefused, match="is empty"):
        prepared(kind, sent(name, b""))


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
def test_a_hundred_megabytes_are_refused_without_being_read(kind):
    name = f"a.{next(iter(filing.TYPES[kind]))}"
    huge = SimpleNamespace(name=name, size=100 * filing.MEGABYTE)

    with pytest.raises(FileRefused, match="too big: 100 MB. At most 1[05] MB"):
        prepared(kind, huge)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("gpj\u202efdp.exe\x00\r\n.pdf", "gpjfdp.exe.pdf"),
        ("w" * 300 + ".pdf", "w" * 180 + ".pdf"),
        (None, ""),
    ],
)
def test_a_name_is_shown_without_folders_and_without_tricks(name, shown):
    assert shown_name(name) == shown


# Keeping


@pytest.fixture
def enrolment(db):
    return EnrolmentFactory()


def keep(enrolment, name="../voice.ogg", content=OGG, *, kind="voice", by=None, upload_id=None):
    return keep_upload(
        enrolment,
        kind,
        sent(name, content),
        upload_id=upload_id or uuid.uuid4(),
        by=by or enrolment.learner,
    )


def test_a_file_is_kept_apart_under_its_id_with_what_is_known_of_it(enrolment):
    upload = keep(enrolment)

    upload.refresh_from_db()
    assert upload.file.name.startswith("uploads/")
    assert upload.file.name.endswith(f"/{upload.pk}.ogg")
    assert private_storage().open(upload.file.name).read() == OGG
    assert (upload.owner, upload.name, upload.size) == (enrolment.learner, "voice.ogg", len(OGG))
    assert upload.content_type == "audio/ogg"


def test_the_same_file_sent_again_is_kept_once(enrolment):
    first = keep(enrolment)

    again = keep(enrolment, "other.ogg", OGG + b"!", upload_id=first.pk)

    assert again == first
    assert Upload.objects.get().name == "voice.ogg"


def test_the_id_of_somebody_elses_file_is_of_no_use(enrolment):
    other = keep(EnrolmentFactory())

    with pytest.raises(UploadTaken):
        keep(enrolment, upload_id=other.pk)


def test_without_an_id_the_same_content_in_the_same_course_is_kept_once(enrolment):
    trainer = PersonFactory()
    enrolment.cohort.trainers.add(trainer)
    other = EnrolmentFactory(learner=enrolment.learner)

    kept = [
        keep_upload(place, "voice", sent(name, content), by=by).pk
        for place, name, content, by in [
            (enrolment, "a.ogg", OGG, enrolment.learner),
            (enrolment, "b.ogg", OGG, enrolment.learner),
            (enrolment, "a.ogg", OGG + b"!", enrolment.learner),
            (enrolment, "a.ogg", OGG, trainer),
            (other, "a.ogg", OGG, enrolment.learner),
        ]
    ]

    assert kept[0] == kept[1]
    assert len(set(kept)) == 4


@pytest.mark.parametrize("who", ["stranger", "classmate", "withdrawn", "other trainer"])
def test_nobody_else_hands_in_for_a_learner(enrolment, who):
    people = {
        "stranger": PersonFactory(),
        "classmate": EnrolmentFactory(cohort=enrolment.cohort).learner,
        "withdrawn": enrolment.learner,
        "other trainer": PersonFactory(),
    }
    CohortFactory().trainers.add(people["other trainer"])
    if who == "withdrawn":
        Enrolment.objects.filter(pk=enrolment.pk).update(status="withdrawn")
        enrolment.refresh_from_db()

    with pytest.raises(PermissionDenied):
        keep(enrolment, by=people[who])


def test_her_trainer_may_answer_with_her_voice(enrolment):
    trainer = PersonFactory()
    enrolment.cohort.trainers.add(trainer)

    assert keep(enrolment, by=trainer).owner == trainer


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 2), ("MOST_BYTES", 3 * len(OGG) - 1)])
def test_nobody_fills_the_disk(enrolment, monkeypatch, limit, value):
    monkeypatch.setattr(uploads, limit, value)
    keep(EnrolmentFactory(cohort=enrolment.cohort))
    keep(enrolment)
    keep(enrolment)

    with pytest.raises(NoRoomLeft, match="too many files"):
        keep(enrolment)

    assert enrolment.uploads.count() == 2


def test_a_refused_file_leaves_nothing_behind(enrolment):
    with pytest.raises(FileRefused):
        keep(enrolment, "a.ogg", b"MZ")

    assert not Upload.objects.exists()


# Giving out


@pytest.fixture
def sign_in(client, db):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def give(client, upload, **headers):
    return client.get(reverse("learn:file", args=[upload.pk]), headers=headers)


@pytest.fixture
def upload(db):
    return UploadFactory()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("trainer", 200),
        ("classmate", 404),
        ("other trainer", 404),
        ("stranger", 404),
    ],
)
def test_a_file_goes_to_its_owner_and_to_who_runs_her_cohort(sign_in, upload, who, status):
    cohort = upload.enrolment.cohort
    people = {
        "owner": upload.owner,
        "trainer": PersonFactory(),
        "classmate": EnrolmentFactory(cohort=cohort).learner,
        "other trainer": PersonFactory(),
        "stranger": PersonFactory(),
    }
    cohort.trainers.add(people["trainer"])
    CohortFactory().trainers.add(people["other trainer"])

    assert give(sign_in(people[who]), upload).status_code == status


def test_what_a_trainer_says_to_a_learner_reaches_her_and_nobody_else(sign_in):
    enrolment = EnrolmentFactory()
    said = UploadFactory(enrolment=enrolment, owner=PersonFactory())
    classmate = EnrolmentFactory(cohort=enrolment.cohort).learner

    assert give(sign_in(enrolment.learner), said).status_code == 200
    assert give(sign_in(classmate), said).status_code == 404


def test_nobody_gets_a_file_without_signing_in(client, upload):
    assert "/sign-in/" in give(client, upload).url


@pytest.mark.parametrize(("kind", "how"), [("photo", "inline"), ("document", "attachment")])
def test_a_browser_takes_a_file_for_what_we_say_it_is(sign_in, kind, how):
    upload = UploadFactory(kind=kind, name='Mon "rapport".pdf', content_type="application/pdf")

    response = give(sign_in(upload.owner), upload)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'{how}; filename="Mon \\"rapport\\".pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, max-age=3600"
    assert b"".join(response) == b"OggS and then my voice"


@pytest.mark.parametrize(
    ("asked", "content", "content_range"),
    [
        ("bytes=0-3", b"OggS", "bytes 0-3/22"),
        ("bytes=5-", b"and then my voice", "bytes 5-21/22"),
        ("bytes=-5", b"voice", "bytes 17-21/22"),
        ("bytes=17-999", b"voice", "bytes 17-21/22"),
        ("bytes=-999", b"OggS and then my voice", "bytes 0-21/22"),
    ],
)
def test_a_phone_gets_the_piece_of_a_recording_it_asks_for(
    sign_in, upload, asked, content, content_range
):
    response = give(sign_in(upload.owner), upload, range=asked)

    assert (response.status_code, response["Content-Range"]) == (206, content_range)
    assert response["Content-Length"] == str(len(content))
    assert b"".join(response) == content


@pytest.mark.parametrize("asked", ["bytes=22-", "bytes=9-3", "bytes=-0"])
def test_a_piece_that_is_not_there_cannot_be_had(sign_in, upload, asked):
    response = give(sign_in(upload.owner), upload, range=asked)

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */22")


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"])
def test_any_other_wish_gets_the_whole_file(sign_in, upload, asked):
    response = give(sign_in(upload.owner), upload, range=asked)

    assert response.status_code == 200
    assert b"".join(response) == b"OggS and then my voice"
