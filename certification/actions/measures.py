"""What two certifiers do together: suspend, make valid again, withdraw. One proposes, another seconds."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.actions.credentials import sign_list_of
from certification.choices import CredentialStatus, EventKind
from certification.models import Credential, CredentialEvent, Measure
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.notices.kinds import KINDS

DAYS_TO_APPEAL = 30
# From which status each measure leads on.
STARTS = {
    EventKind.SUSPENDED: {
        CredentialStatus.VALID,
        CredentialStatus.NOT_YET_VALID,
        CredentialStatus.SUSPENDED,
    },
    EventKind.REINSTATED: {CredentialStatus.SUSPENDED},
    EventKind.REVOKED: {
        CredentialStatus.VALID,
        CredentialStatus.NOT_YET_VALID,
        CredentialStatus.SUSPENDED,
        CredentialStatus.EXPIRED,
    },
}
NOTICES = {
    EventKind.SUSPENDED: "certification.suspended",
    EventKind.REINSTATED: "certification.reinstated",
    EventKind.REVOKED: "certification.revoked",
}


class NotPossibleNow(RuleError):
    code = "not_possible_now"


class AnotherMeasureWaits(RuleError):
    code = "another_measure_waits"


class ReasonDoesNotFit(RuleError):
    code = "reason_does_not_fit"


class EndMissing(RuleError):
    code = "end_missing"


class AnotherCertifierNeeded(RuleError):
    code = "another_certifier_needed"


@transaction.atomic
def propose(credential, kind, reason_code, *, until=None, note="", by):
    """Ask for a measure. Nothing happens to the credential before another certifier seconds it.

    ``until`` is the last day of a suspension. Proposing the same again gives the proposal that waits.
    """
    require(policy.can_take_measures, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    waiting = credential.measures.waiting().first()
    if waiting and (waiting.kind, waiting.proposed_by_id) == (kind, by.pk):
        return waiting
    if waiting:
        raise AnotherMeasureWaits(_("Another proposal waits for this certificate. Close it first."))
    _refuse_unless_possible(credential, kind)
    if reason_code not in Measure.REASONS[kind]:
        raise ReasonDoesNotFit(_("Choose one of the reasons."))
    if kind == EventKind.SUSPENDED and (until is None or until < timezone.localdate()):
        raise EndMissing(_("Say until when, not earlier than today."))
    measure = Measure.objects.create(
        credential=credential,
        kind=kind,
        reason_code=reason_code,
        until=until if kind == EventKind.SUSPENDED else None,
        note=note.strip(),
        proposed_by=by,
    )
    _ask_for_a_second(measure)
    return measure


@transaction.atomic
def second(measure, *, by):
    """The second certifier agrees: now it happens, the public page says so, and the holder is told."""
    require(policy.can_take_measures, by, measure.credential)
    credential = Credential.objects.select_for_update().get(pk=measure.credential_id)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.status == Measure.Status.TAKEN:
        return measure
    if measure.proposed_by_id == by.pk:
        raise AnotherCertifierNeeded(_("You proposed it. Another certifier is needed."))
    _refuse_unless_possible(credential, measure.kind)
    move(measure, Measure.Status.TAKEN, closed_by=by, closed_at=timezone.now())
    event = CredentialEvent.append(
        credential,
        measure.kind,
        reason_code=measure.reason_code,
        note=measure.note,
        until=_last_day(measure),
        by=measure.proposed_by,
        seconded_by=by,
    )
    sign_list_of(credential, by=by)
    _tell_holder(credential, event)
    return measure


@transaction.atomic
def drop(measure, *, by):
    """Either certifier may close a proposal; nothing has happened."""
    require(policy.can_take_measures, by, measure.credential)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.status != Measure.Status.DROPPED:
        move(measure, Measure.Status.DROPPED, closed_by=by, closed_at=timezone.now())
    return measure


@transaction.atomic
def end_suspension(credential, today, *, by):
    """Write down that a suspension has ended with its last day, and tell the holder. Whether there was one."""
    require(policy.can_keep_time, by)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    turns = credential.events.filter(kind__in=[EventKind.SUSPENDED, EventKind.REINSTATED])
    last = turns.order_by("-seq").first()
    over = last and last.kind == EventKind.SUSPENDED and last.until < today
    if not over or credential.status in (CredentialStatus.REVOKED, CredentialStatus.REPLACED):
        return False
    event = CredentialEvent.append(
        credential, EventKind.REINSTATED, reason_code="term_ended", by=None
    )
    sign_list_of(credential, by=by)
    _tell_holder(credential, event)
    return True


def _refuse_unless_possible(credential, kind):
    if credential.status not in STARTS[kind]:
        raise NotPossibleNow(
            _("This is not possible: the certificate is %(status)s."),
            status=CredentialStatus(credential.status).label,
        )


def _last_day(measure):
    if measure.kind == EventKind.REVOKED:
        return timezone.localdate() + dt.timedelta(days=DAYS_TO_APPEAL)
    return measure.until


def _ask_for_a_second(measure):
    credential = measure.credential
    left_out = {measure.proposed_by_id, credential.candidacy.person_id}
    notify(
        [one for one in credential.scheme.certifiers.all() if one.pk not in left_out],
        "certification.second_needed",
        subject=str(measure.pk),
        params={"name": str(measure.proposed_by), "number": credential.serial},
        path=f"certification/credentials/{credential.pk}/",
        by=SYSTEM,
    )


def _tell_holder(credential, event):
    places = KINDS[NOTICES[event.kind]].places
    params = {
        "certificate": credential.candidacy.version.titles,
        "number": credential.serial,
        "day": event.until,
    }
    notify(
        [credential.person],
        NOTICES[event.kind],
        subject=f"{credential.pk}:{event.seq}",
        params={name: params[name] for name in places},
        path="certification/mine/",
        by=SYSTEM,
    )
