"""The public log: each day is closed with a signed root, published, and sent to those who keep watch."""

import base64
import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from certification import chain, policy
from certification.models import (
    AuditorsCopy,
    CertificateDocument,
    CredentialEvent,
    LogCheckpoint,
    LoggedFile,
    LogHead,
)
from certification.models.log import files_root, statement
from lms.core import jobs
from lms.core.policy import require


@transaction.atomic
def close(day, signer, *, by):
    """Close a day of the log with all that came since the one before; None when nothing came. Twice is once.

    The digests of all files that were given out until now and are in no closed day yet go with it.

    ``signer`` has a ``key_id`` and signs bytes. Those who keep watch are told by e-mail.
    """
    require(policy.can_keep_time, by)
    LogHead.objects.get_or_create(pk=1)
    LogHead.objects.select_for_update().get(pk=1)
    if known := LogCheckpoint.objects.filter(day=day).first():
        return known
    before = LogCheckpoint.objects.order_by("-last").first()
    events = CredentialEvent.objects.filter(
        position__gt=before.last if before else 0, at__lt=_end_of(day)
    )
    leaves = list(events.order_by("position").values_list("position", "hash"))
    if not leaves:
        return None
    files = _not_logged()
    facts = {
        "day": day,
        "first": leaves[0][0],
        "last": leaves[-1][0],
        "root": chain.root([leaf for _position, leaf in leaves]),
        "before": before.root if before else chain.BEGINNING,
        "files_root": files_root(files),
        "signed_at": timezone.now(),
    }
    signature = base64.b64encode(signer.sign(statement(**facts).encode())).decode()
    closed = LogCheckpoint.objects.create(**facts, key_id=signer.key_id, signature=signature)
    LoggedFile.objects.bulk_create(LoggedFile(checkpoint=closed, sha256=one) for one in files)
    if settings.LOG_WITNESSES:
        jobs.promise(
            "certification.tell_witnesses", subject=f"checkpoint:{closed.pk}", checkpoint=closed.pk
        )
    return closed


def _not_logged():
    """The digests of certificates and auditors' copies that no closed day holds."""
    known = LoggedFile.objects.filter(sha256=OuterRef("sha256"))
    return [
        sha256
        for model in (CertificateDocument, AuditorsCopy)
        for sha256 in model.objects.exclude(sha256="")
        .filter(~Exists(known))
        .values_list("sha256", flat=True)
    ]


def _end_of(day):
    """The first moment after a day, in the time of the site."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def tell_witnesses(closed, *, by):
    """Send a closed day to those who keep watch; getting it twice does no harm."""
    require(policy.can_keep_time, by)
    EmailMessage(
        subject=f"{settings.SITE_NAME}: certificate log, {closed.day.isoformat()}",
        body=(
            f"{closed.statement}\nkey {closed.key_id}\nsignature {closed.signature}\n\n"
            f"{settings.SITE_ADDRESS}/log/{closed.day.isoformat()}.txt\n"
        ),
        bcc=settings.LOG_WITNESSES,
    ).send()
