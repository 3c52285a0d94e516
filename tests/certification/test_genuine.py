"""Is this the file? Forgers try what certification.md names, and more."""

import hashlib
import time
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError
from reportlab.pdfgen.canvas import Canvas

from certification import archival, genuine, keyring, pdf, sealing
from certification.actions import keys, log
from certification.genuine import Finding
from certification.models import CertificateDocument, LoggedFile, SigningKey
from lms.core.policy import SYSTEM
from tests.certification.signing import new_root, new_signer
from tests.factories import certification as made

pytestmark = pytest.mark.django_db
AT = timezone.now().replace(microsecond=0)


def page(number, name="Aicha Benali"):
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=0)
    canvas.setSubject(number)
    canvas.drawString(100, 700, name)
    sealing.reserve(canvas, at=AT, label="Signature")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def root():
    return new_root()


@pytest.fixture(scope="module")
def signer(root):
    return new_signer("pdf", root)


@pytest.fixture
def key(signer):
    return keys.activate(keys.take(signer.certificates, by=SYSTEM), by=SYSTEM)


@pytest.fixture
def credential(db):
    return made.credential()


@pytest.fixture
def ours(key, credential, signer):
    """A file of ours that is not the stored one: signed by our key, with the number of a credential."""
    return sealing.fill(page(credential.serial), signer)


@pytest.fixture
def stored(ours, credential):
    """The file that was issued."""
    CertificateDocument.objects.filter(credential=credential).update(
        sha256=hashlib.sha256(ours).hexdigest(), made_at=AT
    )
    return ours


def test_the_certificate_that_the_worker_made_is_authentic(credential):
    with credential.document.file.open() as file:
        content = file.read()

    assert genuine.judge(content) == genuine.Verdict(Finding.AUTHENTIC, credential)
    assert genuine.number_in(content) == credential.serial
    changed = content.replace(b"/Title", b"/Zitle")
    assert genuine.judge(changed).finding == Finding.CHANGED
    badge = credential.badge.content.encode()
    layout = credential.template.drawn()
    assert pdf.render(credential.payload, layout, badge, keyring.signer("pdf")) == content


def finding(content):
    return genuine.judge(content).finding


def test_the_stored_file_is_authentic_and_names_its_credential(stored, credential):
    verdict = genuine.judge(stored)

    assert verdict == genuine.Verdict(Finding.AUTHENTIC, credential)
    assert verdict.is_good


def test_another_file_of_ours_is_another_copy(ours, credential):
    verdict = genuine.judge(ours)

    assert verdict == genuine.Verdict(Finding.ANOTHER_COPY, credential)
    assert verdict.is_good


def test_a_signed_number_that_is_not_in_the_register_is_unknown(key, credential, signer):
    verdict = genuine.judge(sealing.fill(page("CA-XX-26-999999"), signer))

    assert verdict == genuine.Verdict(Finding.UNKNOWN)
    assert not verdict.is_good


@pytest.mark.parametrize("place", [20, 300, -5, -600])
def test_one_changed_bit_is_found(stored, place):
    changed = bytearray(stored)
    changed[place] ^= 1

    assert finding(bytes(changed)) in {Finding.CHANGED, Finding.NOT_PDF}


def test_each_byte_counts(stored):
    """In steps that meet all parts of the file, those of the signature among them."""
    for place in range(7, len(stored), 23):
        changed = bytearray(stored)
        changed[place] ^= 0x10

        assert not genuine.judge(bytes(changed)).is_good, place


def test_another_name_under_the_old_signature_is_found(stored):
    assert finding(stored.replace(b"Aicha Benali", b"Zineb Benali")) == Finding.CHANGED


def test_a_file_saved_again_by_an_editor_is_not_ours(stored):
    file = BytesIO()
    with pikepdf.open(BytesIO(stored)) as pdf:
        pdf.save(file, linearize=True)

    assert not genuine.judge(file.getvalue()).is_good


def test_an_update_that_paints_another_name_is_found(stored):
    writer = IncrementalPdfFileWriter(BytesIO(stored))
    contents = writer.root["/Pages"]["/Kids"][0]["/Contents"]
    contents._data = contents.data.replace(b"Aicha", b"Zineb")
    contents._encoded_data = None
    writer.update_container(contents)
    file = BytesIO()
    writer.write(file)
    painted = file.getvalue()

    assert painted.startswith(stored)
    assert b"Zineb" in painted
    assert finding(painted) == Finding.CHANGED


def test_a_forger_who_signs_with_our_name_is_a_stranger(stored):
    forger = new_signer("pdf", new_root())
    resigned = sealing.fill(page("CA-XX-26-000001"), forger)

    assert finding(resigned) == Finding.STRANGER


def test_a_forger_who_encloses_our_certificates_is_found(key, credential, root, signer):
    forger = new_signer("pdf", root)
    mixed = type(signer)(forger.key, signer.certificates)

    assert finding(sealing.fill(page(credential.serial), mixed)) == Finding.CHANGED


def test_honest_programs_add_nothing_after_our_signature(stored):
    writer = IncrementalPdfFileWriter(BytesIO(stored))
    metadata = signers.PdfSignatureMetadata(field_name="Again")
    again = signers.PdfSigner(metadata, signer=archival.for_pyhanko(new_signer("pdf", new_root())))

    with pytest.raises(SigningError, match="forbids all changes"):
        again.sign_pdf(writer)


def test_a_key_of_ours_for_something_else_signs_no_certificate(key, credential, root):
    other = new_signer("time", root)
    keys.take(other.certificates, by=SYSTEM)

    assert finding(sealing.fill(page(credential.serial), other)) == Finding.STRANGER


def test_words_between_the_signed_parts_are_found(stored):
    start = stored.index(b"/Contents <") + 11
    message = stored[start : start + 200]

    assert not genuine.judge(stored.replace(b"0" * 200 + b">", b"1" * 200 + b">")).is_good
    assert not genuine.judge(stored.replace(message, b"(Zineb)".ljust(200))).is_good


def test_the_files_of_a_retired_key_stay_good(ours, stored, key, root):
    keys.activate(keys.take(new_signer("pdf", root).certificates, by=SYSTEM), by=SYSTEM)
    key.refresh_from_db()
    assert key.status == SigningKey.Status.RETIRED

    assert finding(stored) == Finding.AUTHENTIC
    CertificateDocument.objects.update(sha256="0" * 64)
    assert finding(ours) == Finding.ANOTHER_COPY
    with freeze_time(date(2045, 1, 1)):
        assert finding(ours) == Finding.ANOTHER_COPY


@pytest.fixture
def log_signer(root):
    return new_signer("log", root)


def closed_day(log_signer, moment):
    """The day before, closed at a moment by a key of ours."""
    log_key = keys.take(log_signer.certificates, by=SYSTEM)
    with freeze_time(moment):
        made_day = log.close(timezone.localdate() - timedelta(days=1), log_signer, by=SYSTEM)
    return log_key, made_day


NIGHT = AT + timedelta(days=1)


def test_what_the_public_log_shows_from_before_the_key_was_known_stays_good(
    stored, key, credential, log_signer
):
    closed_day(log_signer, NIGHT)
    keys.mark_compromised(key, NIGHT + timedelta(seconds=1), by=SYSTEM)

    assert genuine.judge(stored) == genuine.Verdict(Finding.LOGGED, credential)
    assert genuine.judge(stored).is_good


def test_our_own_date_alone_is_not_believed_once_the_key_is_known(stored, key, credential):
    keys.mark_compromised(key, AT + timedelta(days=300), by=SYSTEM)

    assert genuine.judge(stored) == genuine.Verdict(Finding.KEY_KNOWN, credential)
    assert not genuine.judge(stored).is_good


def test_a_day_that_was_closed_after_the_key_was_known_proves_nothing(
    stored, key, credential, log_signer
):
    closed_day(log_signer, NIGHT)
    keys.mark_compromised(key, NIGHT, by=SYSTEM)

    assert genuine.judge(stored) == genuine.Verdict(Finding.KEY_KNOWN, credential)


def test_a_file_that_was_put_into_a_closed_day_later_is_not_believed(
    stored, key, credential, log_signer
):
    with freeze_time(AT):
        CertificateDocument.objects.update(sha256="0" * 64)
    _log_key, day = closed_day(log_signer, NIGHT)
    LoggedFile.objects.create(checkpoint=day, sha256=hashlib.sha256(stored).hexdigest())
    CertificateDocument.objects.update(sha256=hashlib.sha256(stored).hexdigest())
    keys.mark_compromised(key, NIGHT + timedelta(days=9), by=SYSTEM)

    assert genuine.judge(stored) == genuine.Verdict(Finding.KEY_KNOWN, credential)


def test_a_day_signed_by_a_key_of_the_log_that_others_knew_is_not_believed(
    stored, key, credential, log_signer
):
    log_key, _day = closed_day(log_signer, NIGHT)
    keys.mark_compromised(key, NIGHT + timedelta(days=9), by=SYSTEM)
    keys.mark_compromised(log_key, NIGHT + timedelta(days=1), by=SYSTEM)
    before = genuine.judge(stored).finding
    keys.mark_compromised(log_key, NIGHT, by=SYSTEM)

    assert (before, genuine.judge(stored).finding) == (Finding.LOGGED, Finding.KEY_KNOWN)


def test_the_page_says_why_a_file_is_believed_or_not_any_more(stored, key, log_signer, client):
    def asked():
        file = SimpleUploadedFile("a.pdf", stored, content_type="application/pdf")
        return client.post(reverse("verify:file"), {"file": file}).content.decode()

    keys.mark_compromised(key, NIGHT + timedelta(days=9), by=SYSTEM)
    doubted = asked()
    closed_day(log_signer, NIGHT)
    believed = asked()

    assert "Not certain any more" in doubted
    assert "The public log does not show that this file was there before." in doubted
    assert "Genuine file" in believed
    assert "signed before others may have known the key" in believed
    assert reverse("verify:log") in believed


def test_a_copy_by_a_known_key_is_not_believed_whatever_its_date(ours, key):
    keys.mark_compromised(key, AT + timedelta(days=365), by=SYSTEM)

    assert genuine.judge(ours) == genuine.Verdict(Finding.KEY_KNOWN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", Finding.NOT_PDF),
        (b"<html>", Finding.NOT_PDF),
        (b"%PDF-", Finding.UNSIGNED),
        (page("CA-XX-26-000001"), Finding.UNSIGNED),
        (b"%PDF-1.7" + b"\0" * genuine.LARGEST, Finding.TOO_LARGE),
        (b"%PDF-1.7 /ByteRange [0 9999999999 9999999999 9999999999]", Finding.UNSIGNED),
        (b"%PDF-1.7 /ByteRange [0 5 5 1]", Finding.UNSIGNED),
        (b"%PDF-1.7 /ByteRange [0 9 5 1]", Finding.UNSIGNED),
        (b"%PDF-1.7 /ByteRange [0 31 35 1] <30>\n", Finding.UNSIGNED),
        (b"%PDF-1.7 /ByteRange [0 32 36 1] <30>\n", Finding.STRANGER),
    ],
)
def test_odd_files_get_an_answer(key, content, said):
    assert finding(content) == said


HOSTILE = {
    "ranges": b"/ByteRange [0 1 2 3]" * 100_000,
    "spaces": b"/ByteRange" + b" " * 2_000_000,
    "brackets": b"<" * 2_000_000,
    "objects": b"1 0 obj << /Prev 1 0 R >> endobj xref 0 9999999999\n" * 40_000,
    "zeros": b"/ByteRange [0 40 32000 1]" + b"<" + b"0" * 1_999_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_the_largest_hostile_file_takes_less_than_a_second(key, content):
    begin = time.process_time()

    assert finding((b"%PDF-1.7\n" + content)[: genuine.LARGEST]) == Finding.UNSIGNED
    assert time.process_time() - begin < 1


def test_nothing_is_stored(stored, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        genuine.judge(stored)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
