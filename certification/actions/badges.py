"""What the worker signs for programs: the badge of a credential, and the lists of what does not hold."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification import badges, canon, policy, statuses
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
def sign_list(block, signer, *, by):
    """Sign the list of a block again where its bits or the key have changed; else nothing happens."""
    require(policy.signs, by)
    StatusList.objects.get_or_create(block=block)
    # Locked before the events are read: of two workers the later one sees all that the earlier one saw.
    listed = StatusList.objects.select_for_update().get(block=block)
    touched = Credential.objects.of_block(block).touched().prefetch_related("events")
    indexes = [c.status_index for c in touched if c.status in statuses.MARKED]
    us, now = badges.did(settings.SITE_ADDRESS), timezone.now()
    method, moment = f"{us}#{signer.key_id}", badges.moment(now)
    if _says(listed) == (statuses.encoded(indexes), method):
        return listed
    document = statuses.document(settings.SITE_ADDRESS, us, block, indexes=indexes, since=moment)
    signed = canon.secured(document, signer.sign, method=method, created=moment)
    listed.document, listed.signed_at = badges.file_of(signed).decode(), now
    listed.save(update_fields=["document", "signed_at"])
    return listed


def _says(listed):
    """The bits and the key of a list as it stands; nothing before it was signed for the first time."""
    if not listed.document:
        return None
    known = json.loads(listed.document)
    return known["credentialSubject"]["encodedList"], known["proof"][0]["verificationMethod"]
