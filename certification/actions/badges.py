"""What the worker signs for programs: the badge of a credential, and the lists of what holds no more."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification import badges, canon, policy, statuses
from certification.choices import StatusPurpose
from certification.models import Badge, Credential, StatusList
from lms.core.policy import require


@transaction.atomic
def keep_badge(credential, signer, *, by):
    """Sign the badge of a credential and keep it. The first one stays, whatever key signs later."""
    require(policy.signs, by)
    if known := Badge.objects.filter(credential=credential).first():
        return known
    content = badges.signed(credential, signer).decode()
    values = {"content": content, "key_id": signer.key_id}
    return Badge.objects.get_or_create(credential=credential, defaults=values)[0]


@transaction.atomic
def sign_lists(block, signer, *, by):
    """Sign the lists of a block again where their bits or the key have changed; else nothing happens."""
    require(policy.signs, by)
    for purpose in StatusPurpose.values:
        StatusList.objects.get_or_create(block=block, purpose=purpose)
    # Locked before the events are read: of two workers the later one sees all that the earlier one saw.
    lists = list(StatusList.objects.select_for_update().filter(block=block).order_by("purpose"))
    marked = _marked(block)
    for each in lists:
        _sign(each, marked[each.purpose], signer)
    return lists


def _marked(block):
    """The indexes that are set, for each purpose."""
    marked = {purpose: [] for purpose in StatusPurpose.values}
    for credential in Credential.objects.of_block(block).touched().prefetch_related("events"):
        if purpose := statuses.MARKED.get(credential.status):
            marked[purpose].append(credential.status_index)
    return marked


def _sign(each, indexes, signer):
    us, now = badges.did(settings.SITE_ADDRESS), timezone.now()
    method, moment = f"{us}#{signer.key_id}", badges.moment(now)
    if _says(each) == (statuses.encoded(indexes), method):
        return
    document = statuses.document(
        settings.SITE_ADDRESS, us, each.block, each.purpose, indexes=indexes, since=moment
    )
    signed = canon.secured(document, signer.sign, method=method, created=moment)
    each.document, each.signed_at = badges.file_of(signed).decode(), now
    each.save(update_fields=["document", "signed_at"])


def _says(each):
    """The bits and the key of a list as it stands; nothing before it was signed for the first time."""
    if not each.document:
        return None
    known = json.loads(each.document)
    return known["credentialSubject"]["encodedList"], known["proof"][0]["verificationMethod"]
