import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as project
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from freezegun import freeze_time

from certification import keyfiles, keyring
from certification.actions import keys as actions
from certification.choices import KeyPurpose
from certification.models import SigningKey
from lms.core.models import Job
from lms.core.moves import MoveRefused
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.certification.signing import new_root, new_signer
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db
Status = SigningKey.Status


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """An empty folder for the keys of this process."""
    settings.KEYS_DIR = tmp_path / "keys"
    monkeypatch.setenv("LMS_KEYS_PASSPHRASE", "a passphrase of the test")
    return settings.KEYS_DIR


@pytest.fixture
def real(settings):
    settings.SPECIMEN_KEYS = False
    settings.DEMO_WATERMARK = ""


def taken(purpose, root, folder=None, on=date(2026, 1, 1)):
    """A pending key under ``root``; with its secret in ``folder`` if one is given."""
    signer = new_signer(purpose, root, on=on)
    if folder:
        keyfiles.write(folder, signer.key, signer.certificates, os.environ["LMS_KEYS_PASSPHRASE"])
    return actions.take(signer.certificates, by=SYSTEM)


@pytest.mark.parametrize("purpose", KeyPurpose.values)
def test_development_makes_its_own_keys_and_keeps_them(folder, purpose):
    first = keyring.signer(purpose)
    SigningKey.objects.all().delete()

    assert keyring.signer(purpose).certificate == first.certificate
    assert first.specimen
    assert "SPECIMEN" in first.certificate.subject.rfc4514_string()
    assert first.certificate.verify_directly_issued_by(first.certificates[-1]) is None
    assert SigningKey.objects.get().status == Status.ACTIVE


def test_all_specimens_stand_under_one_root(folder):
    roots = {keyring.signer(purpose).certificates[-1] for purpose in KeyPurpose.values}

    assert len(roots) == 1


def test_a_specimen_that_has_run_out_is_followed_by_another(folder):
    with freeze_time("2026-01-01"):
        first = keyring.signer("pdf")
    with freeze_time("2030-01-01"):
        second = keyring.signer("pdf")

    assert first.key_id != second.key_id
    assert [key.status for key in SigningKey.objects.all()] == [Status.RETIRED, Status.ACTIVE]


def test_a_specimen_whose_file_was_thrown_away_is_followed_by_another(folder):
    first = keyring.signer("pdf")
    for path in folder.glob("pdf*"):
        path.unlink()

    assert keyring.signer("pdf").key_id != first.key_id


def test_the_signature_is_the_same_each_time_and_holds_under_the_public_half(folder):
    pdf, badge = keyring.signer("pdf"), keyring.signer("badge")
    stored = {key.purpose: key.public_key for key in SigningKey.objects.all()}

    assert pdf.sign(b"words") == pdf.sign(b"words")
    stored["pdf"].verify(pdf.sign(b"words"), b"words", ec.ECDSA(hashes.SHA256()))
    stored["badge"].verify(badge.sign(b"words"), b"words")
    assert len(badge.sign(b"words")) == 64
    assert [key.algorithm for key in SigningKey.objects.all()] == ["Ed25519", "ECDSA P-256"]


def test_a_key_is_opened_once_in_a_process(folder, django_assert_num_queries):
    first = keyring.signer("log")

    with django_assert_num_queries(1):
        assert keyring.signer("log") is first


def test_a_process_without_the_folder_cannot_sign(folder, settings):
    keyring.signer("pdf")
    settings.KEYS_DIR = ""

    with pytest.raises(keyring.NoKey, match="for the worker only"):
        keyring.signer("pdf")


def test_production_makes_no_key_by_itself(folder, real):
    with pytest.raises(keyring.NoKey, match="No key signs pdf"):
        keyring.signer("pdf")
    assert not folder.exists()


def test_production_refuses_a_specimen(folder, settings):
    keyring.signer("pdf")
    settings.SPECIMEN_KEYS = False

    with pytest.raises(keyring.NoKey, match="is a specimen"):
        keyring.signer("pdf")


def test_production_signs_with_the_key_in_use(folder, real):
    key = taken("pdf", new_root(), folder)
    with pytest.raises(keyring.NoKey):
        keyring.signer("pdf")
    actions.activate(key, by=SYSTEM)

    assert keyring.signer("pdf").key_id == key.key_id
    assert not keyring.signer("pdf").specimen


@pytest.mark.parametrize("passphrase", ["", "another"])
def test_a_key_does_not_open_without_its_passphrase(folder, real, monkeypatch, passphrase):
    actions.activate(taken("pdf", new_root(), folder), by=SYSTEM)
    monkeypatch.setenv("LMS_KEYS_PASSPHRASE", passphrase)

    with pytest.raises((keyring.NoKey, keyfiles.KeyUnusable), match="PASSPHRASE|passphrase"):
        keyring.signer("pdf")


def test_a_key_that_others_may_read_is_not_used(folder, real):
    key = actions.activate(taken("pdf", new_root(), folder), by=SYSTEM)
    (folder / f"{key.key_id}.key").chmod(0o640)

    with pytest.raises(keyfiles.KeyUnusable, match="is open to others"):
        keyring.signer("pdf")


def test_a_key_that_has_run_out_does_not_sign(folder, real):
    actions.activate(taken("pdf", new_root(), folder), by=SYSTEM)

    with freeze_time("2029-01-02"), pytest.raises(keyring.NoKey, match="has run out"):
        keyring.signer("pdf")


def test_a_key_known_to_others_does_not_sign(folder, real):
    key = actions.activate(taken("pdf", new_root(), folder), by=SYSTEM)
    actions.mark_compromised(key, timezone.now(), by=SYSTEM)

    with pytest.raises(keyring.NoKey):
        keyring.signer("pdf")


def test_a_real_key_is_never_written_without_a_passphrase(tmp_path):
    signer = new_signer("pdf", new_root())

    with pytest.raises(keyfiles.KeyUnusable):
        keyfiles.write(tmp_path, signer.key, signer.certificates, "")
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_encrypted_closed_and_never_replaced(tmp_path):
    signer = new_signer("pdf", new_root())
    name = keyfiles.write(tmp_path, signer.key, signer.certificates, "secret")
    path = tmp_path / f"{name}.key"

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    with pytest.raises(FileExistsError):
        keyfiles.write(tmp_path, signer.key, signer.certificates, "secret")


def test_the_row_of_a_key_holds_no_secret(folder, real):
    key = taken("pdf", new_root(), folder)

    assert "PRIVATE" not in str(SigningKey.objects.filter(pk=key.pk).values().get())


def test_taking_a_key_twice_gives_the_same_row():
    signer = new_signer("badge", new_root())

    first = actions.take(signer.certificates, by=SYSTEM)
    assert actions.take(signer.certificates, by=SYSTEM) == first
    assert (first.purpose, first.status) == ("badge", Status.PENDING)


def test_the_next_key_retires_the_one_before_and_no_other_purpose():
    root = new_root()
    first, second, badge = taken("pdf", root), taken("pdf", root), taken("badge", root)
    for key in (first, badge, second):
        actions.activate(key, by=SYSTEM)
    for key in (first, second, badge):
        key.refresh_from_db()

    assert (first.status, second.status, badge.status) == ("retired", "active", "active")
    assert first.retired_at == second.activated_at
    assert actions.activate(second, by=SYSTEM).activated_at == second.activated_at


def test_a_new_key_for_badges_promises_that_all_lists_are_signed_anew():
    root = new_root()
    promised = Job.objects.filter(name="certification.sign_all_lists")

    actions.activate(taken("pdf", root), by=SYSTEM)
    before = promised.count()
    key = actions.activate(taken("badge", root), by=SYSTEM)
    actions.activate(key, by=SYSTEM)

    assert (before, promised.get().subject) == (0, f"key:{key.key_id}")


def test_a_key_is_not_taken_into_use_outside_its_time():
    key = taken("pdf", new_root(), on=date(2020, 1, 1))

    with pytest.raises(actions.OutOfItsTime, match="is not valid today"):
        actions.activate(key, by=SYSTEM)


def test_the_database_holds_one_key_in_use_for_each_purpose():
    root = new_root()
    actions.activate(taken("pdf", root), by=SYSTEM)

    with pytest.raises(IntegrityError):
        SigningKey.objects.filter(pk=taken("pdf", root).pk).update(status="active")


def test_a_known_key_stays_known_since_the_earliest_time():
    key = taken("log", new_root())
    march, april = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)

    assert actions.mark_compromised(key, april, by=SYSTEM).compromised_from == april
    assert actions.mark_compromised(key, march, by=SYSTEM).compromised_from == march
    assert actions.mark_compromised(key, april, by=SYSTEM).compromised_from == march


WAYS = {
    Status.ACTIVE: actions.activate,
    Status.RETIRED: actions.retire,
    Status.COMPROMISED: lambda key, by: actions.mark_compromised(key, timezone.now(), by=by),
}


@pytest.mark.parametrize("to", WAYS)
@pytest.mark.parametrize("here", Status.values)
def test_a_key_moves_only_as_the_table_says(here, to):
    key = taken("pdf", new_root())
    since = timezone.now() if here == Status.COMPROMISED else None
    SigningKey.objects.filter(pk=key.pk).update(status=here, compromised_from=since)

    if here == to or (here, to) in SigningKey.MOVES:
        assert WAYS[to](key, by=SYSTEM).status == to
    else:
        with pytest.raises(MoveRefused):
            WAYS[to](key, by=SYSTEM)


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.MANAGER, Role.TRAINER])
def test_only_an_administrator_keeps_keys(role):
    person, key = appointed(role), taken("pdf", new_root())
    for refused in (
        lambda: actions.take(key.certificates, by=person),
        lambda: actions.activate(key, by=person),
        lambda: actions.retire(key, by=person),
        lambda: actions.mark_compromised(key, timezone.now(), by=person),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert actions.activate(key, by=appointed(Role.ADMINISTRATOR)).status == Status.ACTIVE


def errors():
    return {error.id.removeprefix("certification.") for error in checks.run_checks()}


def test_the_check_refuses_specimens_that_look_real(settings):
    settings.DEMO_WATERMARK = ""

    assert "E001" in errors()


def test_the_check_refuses_a_specimen_in_production(folder, settings):
    keyring.signer("pdf")
    settings.SPECIMEN_KEYS = False

    assert "E003" in errors()


def test_the_check_refuses_open_files_and_a_missing_folder(folder, real):
    assert "E002" in errors()
    key = taken("pdf", new_root(), folder)
    assert errors() & {"E002", "E003", "E004", "E005"} == set()
    (folder / f"{key.key_id}.key").chmod(0o644)
    assert "E004" in errors()


def test_the_check_refuses_a_root_key_among_those_of_the_worker(folder, real):
    root = new_root()
    keyfiles.write(folder, root.key, [root.certificate], "secret")

    assert "E005" in errors()


def test_the_web_server_of_production_does_not_start_with_keys(tmp_path):
    run = [sys.executable, "-c", "import lms.wsgi"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.base"}
    keys = {**environment, "LMS_KEYS": str(tmp_path)}
    said = subprocess.run(run, env=keys, capture_output=True, text=True)

    assert "must not see the keys" in said.stderr.splitlines()[-1]


def test_no_key_is_tracked():
    if not (project.BASE_DIR / ".git").exists():
        pytest.skip("this is not a checkout")
    listed = subprocess.run(
        ["git", "grep", "-lE", "BEGIN (ENCRYPTED |EC |RSA |OPENSSH )?PRIVATE KEY-----$"],
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
    )
    names = subprocess.run(
        ["git", "ls-files", "*.key", "*.pem", "*.p12", "*.pfx", "var/*"],
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (listed.stdout, names.stdout) == ("", "")
