"""The signature is judged by programs that are not ours: poppler, OpenSSL, pyHanko."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from freezegun import freeze_time
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from certification import authority, sealing
from certification.choices import KeyPurpose
from tests.certification.signing import new_root, new_signer, trusting

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def root():
    return new_root()


@pytest.fixture(scope="module")
def signer(root):
    return new_signer(KeyPurpose.PDF, root)


def page(text="Aïcha"):
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=0)
    canvas.drawString(100, 700, text)
    sealing.reserve(canvas, at=AT, label="Signature électronique")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def sealed(signer):
    return sealing.fill(page(), signer)


def test_the_same_page_and_key_give_the_same_bytes(sealed, signer):
    assert sealing.fill(page(), signer) == sealed


def test_the_signature_covers_everything_but_its_own_place(sealed):
    signature = PdfReader(BytesIO(sealed)).get_fields()["Signature"]["/V"]
    zero, length, start, rest = signature["/ByteRange"]

    assert (zero, start + rest) == (0, len(sealed))
    assert sealed[length - 10 : length] == b"/Contents "
    assert sealed[length : length + 1] + sealed[start - 1 : start] == b"<>"
    assert signature["/M"] == "D:20261125093000Z"
    assert sealed.count(b"%%EOF") == 1


def test_the_file_allows_no_change_after_the_signature(sealed):
    catalog = PdfReader(BytesIO(sealed)).trailer["/Root"]
    signature = catalog["/Perms"]["/DocMDP"]

    assert signature["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert catalog["/AcroForm"]["/SigFlags"] == 3


def test_the_field_is_invisible_and_has_a_name_to_be_read_aloud(sealed):
    [field] = PdfReader(BytesIO(sealed)).pages[0]["/Annots"]

    assert field["/Rect"] == [0, 0, 0, 0]
    assert field["/TU"] == "Signature électronique"


@needs("pdfsig")
def test_poppler_finds_the_whole_document_signed(sealed, tmp_path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True)

    assert "Signature is Valid." in said.stdout
    assert "Total document signed" in said.stdout
    assert "ETSI.CAdES.detached" in said.stdout


@needs("openssl")
def test_openssl_accepts_the_signature_under_our_root(sealed, root, tmp_path):
    _zero, start, end, _rest = PdfReader(BytesIO(sealed)).get_fields()["Signature"]["/V"][
        "/ByteRange"
    ]
    message = bytes.fromhex(sealed[start + 1 : end - 1].decode())
    (tmp_path / "message.der").write_bytes(message)
    (tmp_path / "signed").write_bytes(sealed[:start] + sealed[end:])
    (tmp_path / "root.pem").write_bytes(root.pem)
    command = "openssl cms -verify -binary -inform DER -in message.der -content signed -CAfile root.pem -purpose any -cades -out /dev/null"
    said = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)

    assert "CAdES Verification successful" in said.stderr
    assert said.returncode == 0


def test_pyhanko_trusts_it_under_our_root_and_finds_it_untouched(sealed, root):
    [signature] = PdfFileReader(BytesIO(sealed)).embedded_signatures
    with freeze_time("2026-11-26"):
        status = validate_pdf_signature(signature, trusting(root))

    assert status.summary() == "INTACT:TRUSTED,UNTOUCHED"
    assert status.bottom_line
    assert status.docmdp_ok


def test_a_changed_byte_is_found(sealed, root):
    changed = sealed.replace(b"700 Tm", b"701 Tm", 1)
    assert changed != sealed
    [signature] = PdfFileReader(BytesIO(changed)).embedded_signatures

    assert not validate_pdf_signature(signature, trusting(root)).intact


def test_a_file_without_a_place_is_not_signed(signer, sealed):
    with pytest.raises(sealing.NoPlace):
        sealing.fill(b"%PDF-1.7", signer)
    with pytest.raises(sealing.NoPlace):
        sealing.fill(sealed, signer)


def test_certificates_that_do_not_fit_are_refused(root):
    key, certificate = authority.make_key(
        KeyPurpose.PDF, root.key, root.certificate, on=date(2026, 1, 1)
    )
    long = authority.Signer(key, (certificate, *[root.certificate] * 5))

    with pytest.raises(sealing.TooLong):
        sealing.fill(page(), long)
