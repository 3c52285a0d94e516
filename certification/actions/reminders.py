"""What returns by the clock: reminders before a certificate runs out, and suspensions that have ended."""

import datetime as dt

from django.db import transaction

from certification import policy
from certification.choices import EventKind
from certification.models import Credential, CredentialEvent
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

DAYS_BEFORE = (7, 30, 90)


@transaction.atomic
def remind(credential, today, *, by):
    """Tell the holder that her certificate runs out, once for each of 90, 30 and 7 days."""
    require(policy.can_keep_time, by)
    if (days := _step(credential, today)) is not None:
        _tell(credential, "certification.ends_soon", f"{credential.pk}:{days}")


def _step(credential, today):
    """Which reminder is due: the fewest days before the end that have come since it was issued; None for none.

    A certificate that is issued for a month is not reminded of its three months at once.
    """
    left = (credential.valid_until - today).days
    due = [days for days in DAYS_BEFORE if left <= days]
    begun = credential.valid_until - credential.valid_from
    return next((days for days in due if dt.timedelta(days=days) < begun), None)


@transaction.atomic
def note_end(credential, *, by):
    """Write down once that a certificate has run out, and tell its holder. Its status is its date, not this event."""
    require(policy.can_keep_time, by)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if credential.events.filter(kind=EventKind.EXPIRED_NOTICE).exists():
        return
    CredentialEvent.append(credential, EventKind.EXPIRED_NOTICE, by=None)
    _tell(credential, "certification.ended", str(credential.pk))


def _tell(credential, kind, subject):
    notify(
        [credential.person],
        kind,
        subject=subject,
        params={
            "certificate": credential.candidacy.version.titles,
            "day": credential.valid_until,
        },
        path="certification/mine/",
        by=SYSTEM,
    )
