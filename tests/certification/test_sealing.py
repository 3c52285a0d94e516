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

from certification import authority, pdf, sealing
from certification.choices import KeyPurpose
from tests.certification.signing import new_root, new_signer, trusting
from tests.certification.test_pdf import ARABIC, LAYOUT

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


def certificate(signer):
    return pdf.render(ARABIC, LAYOUT, signer=signer)


@pytest.fixture(scope="module", params=["a bare page", "a certificate"])
def sealed(request, signer):
    return certificate(signer) if "certificate" in request.param else sealing.fill(page(), signer)


def test_the_same_page_and_key_give_the_same_bytes(signer):
    assert sealing.fill(page(), signer) == sealing.fill(page(), signer)
    assert certificate(signer) == certificate(signer)


def test_a_specimen_key_signs_nothing_that_looks_real():
    specimen = new_signer(KeyPurpose.PDF, new_root(specimen=True))

    with pytest.raises(pdf.LooksReal):
        certificate(specimen)
    assert pdf.render({**ARABIC, "sample": "SPECIMEN"}, LAYOUT, signer=specimen)


def test_the_signature_covers_everything_but_its_own_place(sealed):
    signature = PdfReader(BytesIO(sealed)).get_fields()["Signature"]["/V"]
    zero, length, start, rest = signature["/ByteRange"]

    assert (zero, start + rest) == (0, len(sealed))
    assert sealed[length - 10 : length] == b"/Contents "
    assert sealed[length : length + 1] + sealed[start - 1 : start] == b"<>"
    assert signature["/M"].startswith("D:2026")
    assert sealed.count(b"%%EOF") == 1


def test_the_file_allows_no_change_after_the_signature(sealed):
    catalog = PdfReader(BytesIO(sealed)).trailer["/Root"]
    signature = catalog["/Perms"]["/DocMDP"]

    assert signature["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert catalog["/AcroForm"]["/SigFlags"] == 3


def test_the_field_is_invisible_and_has_a_name_to_be_read_aloud(sealed):
    [field] = PdfReader(BytesIO(sealed)).pages[0]["/Annots"]

    assert field["/Rect"] == [0, 0, 0, 0]
    assert field["/TU"] in {"Signature électronique", "التوقيع"}


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


def test_a_changed_byte_is_found(root, signer):
    sealed = sealing.fill(page(), signer)
    changed = sealed.replace(b"700 Tm", b"701 Tm", 1)
    assert changed != sealed
    [signature] = PdfFileReader(BytesIO(changed)).embedded_signatures

    assert not validate_pdf_signature(signature, trusting(root)).intact


def test_the_signature_says_when_the_certificate_was_issued(signer):
    signature = PdfReader(BytesIO(certificate(signer))).get_fields()["Signature"]["/V"]

    assert ARABIC["issued_at"] == "2026-06-05T10:30:00+01:00"
    assert signature["/M"] == "D:20260605093000Z"


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
