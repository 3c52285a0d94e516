"""A stranger is shown a certificate: she scans it, reads the verdict, checks the file, and hears of what happens later."""

from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certification import genuine
from certification.models import VerificationHit
from tests.factories.certification import credential, replaced, revoked

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    """Somebody whose browser speaks English and knows nothing of us."""
    return Client(headers={"accept-language": "en"})


def scanned(stranger, issued):
    """What the address in the square code answers."""
    path = issued.payload["verify_url"].partition("//")[2].partition("/")[2]
    return stranger.get(f"/{path}")


def checked(stranger, content):
    file = SimpleUploadedFile("certificate.pdf", content, "application/pdf")
    response = stranger.post(reverse("verify:file"), {"file": file})
    assert response.status_code == 200
    return response.content.decode()


def paper_of(issued):
    with storages["private"].open(issued.document.file.name) as file:
        return file.read()


def test_scan_read_check_the_file_and_come_back_later(stranger):
    issued = credential()
    paper = paper_of(issued)

    page = scanned(stranger, issued).content.decode()
    assert "This certificate is genuine" in page
    assert issued.payload["name_latin"] in page
    assert "Compare with the paper in your hand." in page
    assert reverse("verify:file") in page

    good = checked(stranger, paper)
    assert "This is the file that was issued, to the last byte." in good
    assert "The certificate is valid today." in good

    revoked(issued)
    assert "This certificate no longer counts" in scanned(stranger, issued).content.decode()
    late = checked(stranger, paper)
    assert "This is the file that was issued, to the last byte." in late
    assert "But the certificate does not count today: it is withdrawn." in late


def test_a_replaced_paper_is_genuine_and_does_not_count(stranger):
    old = credential()
    paper = paper_of(old)
    newer = replaced(old)

    assert "it is replaced" in checked(stranger, paper)
    assert "The certificate is valid today." in checked(stranger, paper_of(newer))


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        (lambda paper: paper[:-40] + b"x" + paper[-39:], "Not our file"),
        (lambda paper: paper.replace(b"%PDF-1.7", b"%PDF-1.6"), "Not our file"),
        (lambda paper: b"GIF89a" + paper, "This is not a PDF."),
        (lambda paper: b"x", "This is not a PDF."),
    ],
)
def test_a_changed_file_is_not_ours(stranger, forged, said):
    changed = forged(paper_of(credential()))

    answer = checked(stranger, changed)

    assert said in answer
    assert "Genuine file" not in answer


def test_a_file_is_never_stored_and_a_large_one_not_even_read(stranger, monkeypatch):
    def stored(*args, **kwargs):
        raise AssertionError("stored")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", stored)
    for storage in (storages["default"], storages["private"]):
        monkeypatch.setattr(storage, "save", stored)
    largest = b"%PDF-" + b"0" * (genuine.LARGEST - 5)

    assert "Not our file" in checked(stranger, largest)
    assert "larger than any certificate" in checked(stranger, largest + b"0" * 20_000)


def test_nothing_chosen_is_said_at_the_field(stranger):
    for data in ({}, {"file": BytesIO(b"")}):
        answer = stranger.post(reverse("verify:file"), data).content.decode()
        assert "errorlist" in answer
        assert "Genuine file" not in answer


def test_checks_of_files_are_counted_without_the_file(stranger):
    issued = credential()
    checked(stranger, paper_of(issued))
    checked(stranger, b"something private")

    counted = VerificationHit.objects.filter(kind="file").values_list("credential", "outcome")

    assert set(counted) == {(issued.pk, "authentic"), (None, "not_pdf")}
