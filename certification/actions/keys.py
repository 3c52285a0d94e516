from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import authority, policy
from certification.choices import KeyPurpose
from certification.models import SigningKey
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require


class OutOfItsTime(RuleError):
    code = "key_out_of_its_time"


@transaction.atomic
def take(certificates, *, by):
    """Write down the public half of a key, not in use yet, so that others can learn it before it signs.

    ``certificates`` is its own and those above it, the root last. Taking it twice gives the first row.
    """
    require(policy.keeps_keys, by)
    certificate = certificates[0]
    values = {
        "purpose": authority.purpose_of(certificate),
        "chain": "".join(each.public_bytes(Encoding.PEM).decode() for each in certificates),
        "not_before": certificate.not_valid_before_utc,
        "not_after": certificate.not_valid_after_utc,
    }
    key_id = authority.key_id(certificate)
    return SigningKey.objects.get_or_create(key_id=key_id, defaults=values)[0]


@transaction.atomic
def activate(key, *, by):
    """Sign with this key from now on; the one before it is retired, and what it signed stays good.

    A new key for badges promises that all lists of statuses are signed anew: none may hang on a key that is gone.
    """
    require(policy.keeps_keys, by)
    same = {each.pk: each for each in _locked(key)}
    key = same[key.pk]
    if key.status == SigningKey.Status.ACTIVE:
        return key
    now = timezone.now()
    if not key.is_within_its_time(now):
        raise OutOfItsTime(_("%(key)s is not valid today."), key=key)
    for other in same.values():
        if other.status == SigningKey.Status.ACTIVE:
            move(other, SigningKey.Status.RETIRED, retired_at=now)
    move(key, SigningKey.Status.ACTIVE, activated_at=now)
    if key.purpose == KeyPurpose.BADGE:
        jobs.promise("certification.sign_all_lists", subject=f"key:{key.key_id}")
    return key


@transaction.atomic
def retire(key, *, by):
    """Sign with it no more, without another in its place; what it signed stays good."""
    require(policy.keeps_keys, by)
    key = _locked(key).get(pk=key.pk)
    if key.status != SigningKey.Status.RETIRED:
        move(key, SigningKey.Status.RETIRED, retired_at=timezone.now())
    return key


@transaction.atomic
def mark_compromised(key, since, *, by):
    """Others may know the secret since ``since``: what the key is said to have signed later is not believed.

    Said again with an earlier time, the earlier one holds.
    """
    require(policy.keeps_keys, by)
    key = _locked(key).get(pk=key.pk)
    if key.status != SigningKey.Status.COMPROMISED:
        move(key, SigningKey.Status.COMPROMISED, compromised_from=since)
    elif since < key.compromised_from:
        key.compromised_from = since
        key.save(update_fields=["compromised_from"])
    return key


def _locked(key):
    """All keys of the same purpose, so that two cannot come into use at once."""
    return SigningKey.objects.select_for_update().filter(purpose=key.purpose)
