"""Whether a certified trainer trains: what was earned stays, whether it is in use is computed from the records.

Active: an accepted report of a training that ended in the last 12 months, or certified that recently. Dormant: neither.
"""

import datetime as dt
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from courses.models import TrainingDay, TrainingReport

from .choices import CredentialStatus, SchemeKind, StandingState

KINDS = {SchemeKind.TRAINER, SchemeKind.MASTER}
MONTHS = 12


class Standing(NamedTuple):
    state: StandingState
    last_training: dt.date | None


def of(credential, today):
    """The ``Standing`` of the holder of a credential for trainers; None for other kinds, and where it does not hold."""
    if credential.scheme.kind not in KINDS:
        return None
    last = last_training(credential.person)
    if credential.status == CredentialStatus.SUSPENDED:
        return Standing(StandingState.SUSPENDED, last)
    if credential.status != CredentialStatus.VALID:
        return None
    recent = max(filter(None, (last, credential.valid_from))) > today - relativedelta(months=MONTHS)
    return Standing(StandingState.ACTIVE if recent else StandingState.DORMANT, last)


def last_training(person):
    """The day on which the last training ended that she led and of which somebody accepted the report; or None."""
    led = set(
        TrainingDay.objects.to_be_held()
        .filter(trainer=person)
        .values_list("cohort", "activity_key")
        .distinct()
    )
    accepted = TrainingReport.objects.filter(
        accepted_at__isnull=False, cohort__in={cohort for cohort, _key in led}
    )
    ends = [
        report.figures["days"][-1]
        for report in accepted
        if (report.cohort_id, report.activity_key) in led
    ]
    return dt.date.fromisoformat(max(ends)) if ends else None
