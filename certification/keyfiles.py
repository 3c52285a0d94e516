"""Keys and certificates as files of a folder: ``<key id>.key``, encrypted and closed to others, and ``<key id>.crt``."""

import os
import stat
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.core.exceptions import ImproperlyConfigured

from .authority import is_specimen, key_id


class KeyUnusable(ImproperlyConfigured):
    """The file of a key is missing, open to others, or does not open with the passphrase."""


def write(folder, key, certificates, passphrase):
    """Put a new key and its chain into ``folder``; returns the key id. Never replaces a file.

    Only the key of a specimen may go without a passphrase.
    """
    if not passphrase and not is_specimen(certificates[0]):
        raise KeyUnusable("A key is not kept without a passphrase.")
    folder = Path(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = key_id(certificates[0])
    wrapping = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, wrapping)
    _create(folder / f"{name}.key", secret, mode=0o600)
    chain = b"".join(each.public_bytes(Encoding.PEM) for each in certificates)
    _create(folder / f"{name}.crt", chain, mode=0o644)
    return name


def _create(path, content, *, mode):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def read_key(folder, name, passphrase):
    """The private key. Raises ``KeyUnusable``."""
    path = Path(folder) / f"{name}.key"
    refuse_open(path)
    secret = path.read_bytes()
    try:
        return load_pem_private_key(secret, passphrase.encode() if passphrase else None)
    except (TypeError, ValueError) as error:
        raise KeyUnusable(f"{path} does not open with the passphrase given.") from error


def refuse_open(path):
    """Raise ``KeyUnusable`` unless the file of a key is there, and closed to everybody but its owner."""
    if not path.is_file():
        raise KeyUnusable(f"There is no key {path}.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyUnusable(f"{path} is open to others: chmod 600.")


def chains(folder, purpose=""):
    """The certificate chains of ``folder``, the oldest first; of one purpose if it is given."""
    paths = sorted(Path(folder).glob(f"{purpose}*.crt"))
    return [tuple(x509.load_pem_x509_certificates(path.read_bytes())) for path in paths]


def write_revocations(folder, root, revocations):
    """Put the list of what holds no more under ``root`` into ``folder``, in the place of the one before."""
    path = _revocations_of(folder, root)
    path.write_bytes(revocations.public_bytes(Encoding.DER))
    return path.name


def read_revocations(folder, root):
    """The list of ``root``, as an object of ``cryptography``. Raises ``KeyUnusable``."""
    path = _revocations_of(folder, root)
    if not path.is_file():
        raise KeyUnusable(f"There is no list {path}.")
    return x509.load_der_x509_crl(path.read_bytes())


def _revocations_of(folder, root):
    return Path(folder) / f"{key_id(root)}.crl"
