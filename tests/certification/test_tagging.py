"""What programs and screen readers are told of a certificate."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from certification.choices import KeyPurpose
from tests.certification.pictures import CASES
from tests.certification.signing import new_root, new_signer
from tests.certification.test_pdf import ARABIC, FRENCH, rendered

BADGE = b'{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'


@pytest.fixture(scope="module")
def signer():
    return new_signer(KeyPurpose.PDF, new_root())


def opened(facts, **more):
    return pikepdf.open(BytesIO(rendered(facts, **more)))


def parts(file):
    (document,) = [file.Root.StructTreeRoot.K]
    assert document.S == "/Document"
    return list(document.K)


def test_the_parts_are_read_in_their_order_and_the_kind_is_the_heading():
    with opened(FRENCH) as file:
        assert file.Root.MarkInfo.Marked
        roles = [str(part.S) for part in parts(file)]
    assert roles[:4] == ["/P", "/H1", "/P", "/P"]
    assert roles.count("/H1") == 1
    assert roles.count("/Figure") == 1


def test_every_part_leads_back_from_its_marks():
    with opened(FRENCH) as file:
        kids = parts(file)
        assert [int(part.K) for part in kids] == list(range(len(kids)))
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        assert (int(numbers[0]), int(file.pages[0].StructParents)) == (0, 0)
        assert [part.objgen for part in numbers[1]] == [part.objgen for part in kids]
        marked = file.pages[0].Contents.read_bytes()
        assert marked.count(b"MCID") == len(kids)
        assert marked.count(b"BDC") + marked.count(b"BMC") == marked.count(b"EMC")


def test_each_part_has_its_language_and_arabic_is_spelled_out_as_it_is_read():
    with opened(FRENCH) as file:
        spoken = {str(p.get("/ActualText", "")): str(p.Lang) for p in parts(file)}
        assert str(file.Root.Lang) == "fr"
    assert spoken == {"": "fr", FRENCH["name_arabic"]: "ar"}


def test_the_code_says_in_words_where_it_leads():
    with opened(ARABIC) as file:
        (figure,) = [part for part in parts(file) if part.S == "/Figure"]
        assert str(figure.Alt) == f"{ARABIC['check_at']} {ARABIC['verify_text']}"
        assert len(figure.A.BBox) == 4


def test_the_signature_field_is_a_part_that_says_what_it_is(signer):
    with opened(FRENCH, signer=signer) as file:
        form = parts(file)[-1]
        assert form.S == "/Form"
        assert str(form.K.Obj.TU) == FRENCH["labels"]["signature"]
        assert int(form.K.Obj.StructParent) == 1
        assert file.Root.StructTreeRoot.ParentTree.Nums[3].objgen == form.objgen
        assert file.pages[0].Tabs == "/S"


def test_a_certificate_without_signer_has_no_field():
    with opened(FRENCH) as file:
        assert "/AcroForm" not in file.Root
        assert "/Annots" not in file.pages[0]


def test_the_badge_is_attached_as_the_data_of_the_certificate():
    with opened(FRENCH, badge=BADGE) as file:
        (attached,) = file.Root.AF
        assert attached.AFRelationship == "/Data"
        assert file.attachments["credential.json"].get_file().read_bytes() == BADGE
    with opened(FRENCH) as file:
        assert "/AF" not in file.Root


def test_the_description_names_title_number_and_time_and_claims_no_standard():
    facts = FRENCH | {"issuer": "Académie & Cie <coop>"}
    with opened(facts) as file, file.open_metadata() as said:
        assert (
            said["dc:title"]
            == "Certificat de réussite · GET Ahead : créer et développer son entreprise · Salma Aït Lahcen"
        )
        assert said["dc:creator"] == [facts["issuer"]]
        assert said["dc:identifier"] == facts["number"]
        assert datetime.fromisoformat(said["xmp:CreateDate"]) == datetime(
            2026, 6, 5, 9, 30, tzinfo=UTC
        )
        assert file.Root.ViewerPreferences.DisplayDocTitle
        words = file.Root.Metadata.read_bytes()
    assert b"pdfaid" not in words
    assert b"pdfuaid" not in words


@pytest.fixture(params=CASES)
def issued(request, signer, tmp_path):
    """A sealed certificate with its badge, of each language and look that was looked at."""
    path = tmp_path / "certificate.pdf"
    path.write_bytes(rendered(CASES[request.param], badge=BADGE, signer=signer))
    return path


def test_a_checker_of_accessibility_finds_no_error(issued):
    # DOC-012 wants the claim of PDF/UA, which is not made.
    command = [Path(sys.executable).with_name("outloud"), "--skip", "DOC-012", issued]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 error(s)" in done.stdout, done.stdout
    assert done.returncode == 0


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is missing")
def test_qpdf_finds_the_file_sound(issued):
    done = subprocess.run(["qpdf", "--check", issued], capture_output=True, text=True, check=False)
    assert (done.returncode, "No syntax or stream encoding errors" in done.stdout) == (0, True)


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler-utils is missing")
def test_every_font_is_in_the_file_and_says_its_letters(issued):
    done = subprocess.run(["pdffonts", issued], capture_output=True, text=True, check=True)
    heads, rule, *fonts = done.stdout.splitlines()
    # Columns stand under their rules: embedded, subset, with a table of letters.
    starts = [heads.index(head) for head in ("emb", "sub", "uni")]
    assert fonts
    assert {font[start : start + 3] for font in fonts for start in starts} == {"yes"}
