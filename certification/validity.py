"""Whether a credential holds, from what happened to it and its dates alone."""

from calendar import monthrange
from datetime import timedelta

from .choices import CredentialStatus, EventKind


def status(events, valid_until, today):
    """The status of a credential with these kinds of events: revoked comes before expired."""
    if EventKind.REVOKED in events:
        return CredentialStatus.REVOKED
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
