"""The copy for an auditor is judged by pyHanko, which knows our root and asks nobody."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import crl, x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone
from freezegun import freeze_time
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import policy_decl
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer
from reportlab.pdfgen.canvas import Canvas

from certification import archival, authority, genuine, keyring
from certification.actions import audits, keys
from certification.models import AuditorsCopy, SigningKey
from lms.core.policy import SYSTEM
from tests.certification.signing import new_root, new_signer
from tests.factories import certification as made


@pytest.fixture(scope="module")
def root():
    return new_root()


@pytest.fixture(scope="module")
def signer(root):
    return new_signer("pdf", root)


def page():
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(100, 700, "Aicha Benali")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def revocations(root, revoked=None):
    made = authority.make_revocations(root.key, root.certificate, revoked or {}, at=timezone.now())
    return made.public_bytes(Encoding.DER)


def judged_by_pyhanko(content, root_der, fresh=None):
    """The finding of a validator that insists on revocation lists and has no network, only a ``fresh`` list."""
    known = [CRLContainer(crl.CertificateList.load(fresh))] if fresh else []
    trusted = SimpleTrustManager.build([x509.Certificate.load(root_der)])
    certificates = CertValidationPolicySpec(trusted, CertRevTrustPolicy(REQUIRE_REVINFO))
    local = policy_decl.RevocationInfoGatheringSpec(
        policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY
    )
    rules = policy_decl.SignatureValidationSpec(
        certificates, local, local_knowledge=policy_decl.LocalKnowledge(known_crls=known)
    )
    [signature, stamp] = PdfFileReader(BytesIO(content)).embedded_signatures
    assert stamp.sig_object["/Type"] == "/DocTimeStamp"
    assert signature.sig_object["/SubFilter"] == SigSeedSubFilter.PADES.value
    judging = ades_lta_validation(signature, policy_decl.PdfSignatureValidationSpec(rules))
    return asyncio.run(judging)


@pytest.fixture(scope="module")
def copy(root, signer):
    clock = new_signer("time", root)
    return archival.sealed_for_audit(page(), signer, clock, revocations(root))


def test_pyhanko_passes_it_for_the_long_term_without_a_network(copy, root):
    found = judged_by_pyhanko(copy, root.der)

    assert found.ades_subindic == AdESPassed.OK
    assert found.signature_timestamp_status.ades_subindic == AdESPassed.OK
    assert found.api_status.docmdp_ok
    assert found.api_status.bottom_line


def test_it_passes_years_later_with_a_list_of_that_time(copy, root):
    with freeze_time("2028-12-01"):
        found = judged_by_pyhanko(copy, root.der, fresh=revocations(root))

    assert found.ades_subindic == AdESPassed.OK


def test_another_root_does_not_pass_it(copy):
    assert judged_by_pyhanko(copy, new_root().der).ades_subindic != AdESPassed.OK


def test_a_key_revoked_before_the_copy_does_not_pass(root, signer):
    revoked = revocations(root, {signer.certificate: datetime(2026, 2, 1, tzinfo=UTC)})
    made = archival.sealed_for_audit(page(), signer, new_signer("time", root), revoked)

    assert judged_by_pyhanko(made, root.der).ades_subindic != AdESPassed.OK


@pytest.fixture
def folder(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


@pytest.mark.django_db
def test_an_operator_writes_a_copy_that_pyhanko_passes_and_we_know_again(folder, tmp_path):
    credential, file = made.credential(), tmp_path / "copy.pdf"
    call_command("auditcopy", credential.serial.lower(), file, verbosity=0)
    content = file.read_bytes()

    found = judged_by_pyhanko(content, SigningKey.objects.get(purpose="pdf").chain_in_der[-1])
    assert found.ades_subindic == AdESPassed.OK
    assert genuine.judge(content) == genuine.Verdict(genuine.Finding.AUTHENTIC, credential)
    assert AuditorsCopy.objects.get().credential == credential
    assert genuine.judge(content + b"\n").finding == genuine.Finding.CHANGED


@pytest.mark.django_db
def test_a_copy_that_the_log_does_not_show_is_not_believed_once_the_key_is_known(folder, tmp_path):
    credential, file = made.credential(), tmp_path / "copy.pdf"
    call_command("auditcopy", credential.serial, file, verbosity=0)
    key = SigningKey.objects.get(purpose="pdf")
    keys.mark_compromised(key, AuditorsCopy.objects.get().made_at, by=SYSTEM)

    verdict = genuine.judge(file.read_bytes())
    assert verdict == genuine.Verdict(genuine.Finding.KEY_KNOWN, credential)


@pytest.mark.django_db
def test_there_is_no_copy_of_an_unknown_number(folder, tmp_path):
    with pytest.raises(CommandError, match="There is no certificate CA-XX-26-000001"):
        call_command("auditcopy", "CA-XX-26-000001", tmp_path / "copy.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_list_that_has_run_out_is_not_used(folder, settings):
    root = keyring.signer("pdf").certificates[-1]
    keyring.revocations(root)
    settings.SPECIMEN_KEYS = False

    with (
        freeze_time(timezone.now() + timedelta(days=367)),
        pytest.raises(keyring.NoKey, match="run out"),
    ):
        keyring.revocations(root)


@pytest.mark.django_db
def test_the_holder_does_not_write_copies_down():
    credential = made.credential()

    with pytest.raises(PermissionDenied):
        audits.keep_copy(credential, b"%PDF", by=credential.candidacy.person)
