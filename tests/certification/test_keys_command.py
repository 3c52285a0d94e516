"""A year of an operator's keys: root and keys made offline, carried over, taken, used, followed by others."""

from io import StringIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from freezegun import freeze_time

from certification import keyfiles, keyring
from certification.models import SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def secrets(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("LMS_ROOT_PASSPHRASE", "of the root")
    monkeypatch.setenv("LMS_KEYS_PASSPHRASE", "of the keys")
    settings.KEYS_DIR = tmp_path / "worker"
    settings.SPECIMEN_KEYS = False


def keys(*arguments):
    """What the command prints, line by line."""
    out = StringIO()
    call_command("keys", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def root(tmp_path):
    keys("root", tmp_path / "safe")
    return tmp_path / "safe"


def test_the_root_lasts_twenty_years_and_prints_its_fingerprint(tmp_path):
    with freeze_time("2028-02-29"):
        name, printed = keys("root", tmp_path)
    certificate = x509.load_pem_x509_certificate((tmp_path / f"{name}.crt").read_bytes())

    assert printed == f"SHA-256 {certificate.fingerprint(hashes.SHA256()).hex(':').upper()}"
    assert isinstance(certificate.public_key().curve, ec.SECP384R1)
    assert certificate.not_valid_after_utc.isoformat() == "2048-02-28T00:00:00+00:00"
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert "SPECIMEN" not in certificate.subject.rfc4514_string()


def test_a_folder_holds_one_root(root):
    with pytest.raises(CommandError, match="holds a root key already"):
        keys("root", root)


def test_keys_are_made_taken_used_and_followed_by_others(root, settings):
    with freeze_time("2026-12-01"):
        [first] = keys("make", "pdf", "--root", root, "--to", settings.KEYS_DIR)
        [badge] = keys("make", "badge", "--root", root, "--to", settings.KEYS_DIR)
        assert keys("take") == [
            f"{badge}  Ed25519  until 2029-12-01  pending",
            f"{first}  ECDSA P-256  until 2029-12-01  pending",
        ]
        keys("activate", first)
        assert keyring.signer("pdf").key_id == first
    with freeze_time("2027-12-01"):
        [second] = keys("make", "pdf", "--root", root, "--to", settings.KEYS_DIR)
        keys("take")
        assert keys("activate", second) == [f"{second}  ECDSA P-256  until 2030-12-01  active"]
        assert keyring.signer("pdf").key_id == second
        assert keys("compromised", first, "--since", "2027-11-15") == [
            f"{first}  ECDSA P-256  until 2029-12-01  compromised since 2027-11-15"
        ]
        keys("retire", second)
    with pytest.raises(keyring.NoKey):
        keyring.signer("pdf")
    assert [line.split()[-1] for line in keys("show")[::2]] == ["pending", "2027-11-15", "retired"]


def test_the_root_never_comes_into_the_database(root, settings):
    settings.KEYS_DIR = root

    assert keys("take") == []
    assert not SigningKey.objects.exists()


@pytest.mark.parametrize("name", ["LMS_ROOT_PASSPHRASE", "LMS_KEYS_PASSPHRASE"])
def test_no_key_is_made_without_its_passphrase(root, tmp_path, monkeypatch, name):
    monkeypatch.delenv(name)

    with pytest.raises(CommandError, match=f"{name} is not set"):
        keys("make", "pdf", "--root", root, "--to", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["activate", "pdf-1"], "There is no key pdf-1"),
        (["make", "pdf", "--root", "nowhere", "--to", "nowhere"], "holds 0 root keys"),
        (["make", "root", "--root", "x", "--to", "x"], "invalid choice"),
    ],
)
def test_a_wrong_word_is_named(arguments, said):
    with pytest.raises(CommandError, match=said):
        keys(*arguments)


def test_the_day_of_a_leak_is_a_day(root, settings):
    [name] = keys("make", "log", "--root", root, "--to", settings.KEYS_DIR)
    keys("take")

    with pytest.raises(CommandError, match="2027-03-31"):
        keys("compromised", name, "--since", "yesterday")


def test_a_refused_move_is_said(root, settings):
    [name] = keys("make", "log", "--root", root, "--to", settings.KEYS_DIR)
    keys("take")

    with pytest.raises(CommandError, match="cannot go from pending to retired"):
        keys("retire", name)


def test_the_list_of_revocations_names_the_keys_known_to_others(root, settings):
    [name] = keys("make", "pdf", "--root", root, "--to", settings.KEYS_DIR)
    [written] = keys(
        "crl", "--root", root, "--to", settings.KEYS_DIR, "--known", name, "2026-11-15"
    )
    made = x509.load_der_x509_crl((settings.KEYS_DIR / written).read_bytes())
    [chain] = keyfiles.chains(settings.KEYS_DIR)

    assert made.is_signature_valid(chain[-1].public_key())
    assert [entry.serial_number for entry in made] == [chain[0].serial_number]
    assert made.get_revoked_certificate_by_serial_number(chain[0].serial_number)
    with pytest.raises(CommandError, match="There is no pdf-1.crt"):
        keys("crl", "--root", root, "--to", settings.KEYS_DIR, "--known", "pdf-1", "2026-11-15")
