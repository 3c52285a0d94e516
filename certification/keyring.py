"""The keys at work. Only the worker has their files (``settings.KEYS_DIR``): no other process can sign.

Where specimens are allowed, a missing key makes itself; what it signs certifies nothing, and says so.
"""

import os
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files import locks
from django.utils import timezone

from lms.core.policy import SYSTEM

from . import authority, keyfiles
from .actions import keys as actions
from .models import SigningKey


class NoKey(ImproperlyConfigured):
    """This process has no key for the purpose. The message says what to do."""


def signer(purpose):
    """The ``authority.Signer`` in use for ``purpose`` (pdf, badge, log, time).

    Raises ``NoKey``, or ``keyfiles.KeyUnusable``.
    """
    if not settings.KEYS_DIR:
        raise NoKey("This process has no keys: LMS_KEYS is set for the worker only.")
    key = SigningKey.objects.in_use().filter(purpose=purpose).first()
    if settings.SPECIMEN_KEYS and not _is_usable(key):
        key = _specimen(purpose)
    if key is None:
        raise NoKey(f"No key signs {purpose}. See 'Keys' in README.md.")
    if not key.is_within_its_time(timezone.now()):
        raise NoKey(f"{key} has run out. See 'Keys' in README.md.")
    found = _load(str(settings.KEYS_DIR), key.key_id, key.chain)
    if found.specimen and not settings.SPECIMEN_KEYS:
        raise NoKey(f"{key} is a specimen: it may not sign here.")
    return found


def revocations(root):
    """What holds no more under ``root``, in DER. Raises ``NoKey`` when the list has run out."""
    folder = Path(settings.KEYS_DIR)
    if settings.SPECIMEN_KEYS:
        root_key = keyfiles.read_key(folder, authority.key_id(root), "")
        made = authority.make_revocations(root_key, root, {}, at=timezone.now())
        keyfiles.write_revocations(folder, root, made)
    found = keyfiles.read_revocations(folder, root)
    if not found.last_update_utc <= timezone.now() <= found.next_update_utc:
        raise NoKey("The list of revocations has run out: see 'Keys' in README.md.")
    return found.public_bytes(Encoding.DER)


@lru_cache(maxsize=16)
def _load(folder, key_id, chain):
    """Opening a key takes longer than signing a hundred files."""
    certificates = authority.certificates_in(chain)
    secret = keyfiles.read_key(folder, key_id, passphrase(certificates[0]))
    return authority.Signer(secret, certificates)


def passphrase(certificate):
    """From the environment alone, so that no settings page and no dump shows it. Specimens have none."""
    if authority.is_specimen(certificate):
        return ""
    if not (found := os.environ.get("LMS_KEYS_PASSPHRASE", "")):
        raise NoKey("LMS_KEYS_PASSPHRASE is not set.")
    return found


def _is_usable(key):
    """A specimen lives as long as its file and its time; then another takes its place."""
    if key is None or not key.is_within_its_time(timezone.now()):
        return False
    return (Path(settings.KEYS_DIR) / f"{key.key_id}.key").exists()


def _specimen(purpose):
    """A specimen in use: one of the folder whose time it is, else a new one."""
    folder = Path(settings.KEYS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        # Two processes that start together shall find one key.
        locks.lock(lock, locks.LOCK_EX)
        chain = _specimen_in(folder, purpose) or _new_specimen(folder, purpose)
    key = actions.take(chain, by=SYSTEM)
    return actions.activate(key, by=SYSTEM)


def _specimen_in(folder, purpose):
    now = timezone.now()
    for chain in keyfiles.chains(folder, purpose):
        first = chain[0]
        if first.not_valid_before_utc <= now <= first.not_valid_after_utc:
            return chain
    return None


def _new_specimen(folder, purpose):
    today = _today()
    if (chain := _specimen_in(folder, authority.ROOT)) is None:
        key, root = authority.make_root(settings.SITE_NAME, on=today, specimen=True)
        keyfiles.write(folder, key, [root], "")
    else:
        root = chain[0]
        key = keyfiles.read_key(folder, authority.key_id(root), "")
    secret, certificate = authority.make_key(purpose, key, root, on=today)
    keyfiles.write(folder, secret, [certificate, root], "")
    return (certificate, root)


def _today():
    """In UTC, so that nothing begins in the future."""
    return timezone.now().astimezone(UTC).date()
