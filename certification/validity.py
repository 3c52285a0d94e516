"""Whether a credential holds, from what happened to it and its dates alone."""

from calendar import monthrange
from datetime import timedelta

from .choices import CredentialStatus, EventKind


def status(events, *, valid_from, valid_until, today):
    """The status of a credential after these events, in their order. The first that applies wins:

    revoked, replaced, suspended, not yet valid, expired, valid. A suspension ends with its last day, also when
    nobody has written so yet.
    """
    kinds = {event.kind for event in events}
    if EventKind.REVOKED in kinds:
        return CredentialStatus.REVOKED
    if EventKind.REPLACED in kinds:
        return CredentialStatus.REPLACED
    if suspension(events, today):
        return CredentialStatus.SUSPENDED
    return _by_date(valid_from, valid_until, today)


def suspension(events, today):
    """The suspension that holds today, or None."""
    turns = [e for e in events if e.kind in (EventKind.SUSPENDED, EventKind.REINSTATED)]
    last = turns[-1] if turns else None
    holds = last and last.kind == EventKind.SUSPENDED and last.until >= today
    return last if holds else None


def _by_date(valid_from, valid_until, today):
    if valid_from > today:
        return CredentialStatus.NOT_YET_VALID
    if valid_until and valid_until < today:
        return CredentialStatus.EXPIRED
    return CredentialStatus.VALID


def last_day(issued_on, months):
    """The last day of a validity in months; None when it never ends."""
    if months is None:
        return None
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    day = min(issued_on.day, monthrange(year, month)[1])
    return issued_on.replace(year=year, month=month, day=day) - timedelta(days=1)
