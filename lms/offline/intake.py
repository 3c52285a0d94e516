"""Recording of events: idempotent by id, one reply for each, nothing dropped."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lms.core.errors import RuleError

from .kinds import KINDS
from .models import Event

CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far a phone's clock may be ahead of ours before its events are taken for wrong."""

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
STORED, DUPLICATE, CONFLICT, REJECTED = "stored", "duplicate", "conflict", "rejected"


@dataclass(frozen=True)
class Told:
    """An event as it came in. ``payload`` is what the device sent, not yet checked."""

    id: UUID
    kind: str
    device_at: datetime
    payload: dict


@dataclass(frozen=True)
class Reply:
    """The answer to one event. The device may forget it once stored, duplicate, conflict or rejected is said."""

    id: UUID
    outcome: str
    code: str = ""
    reason: str = ""
    result: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)

    @property
    def accepted(self):
        return self.outcome in (STORED, DUPLICATE)


class PayloadRefused(RuleError):
    """The payload is not what this kind of event holds."""

    code = "payload"

    def __init__(self, errors):
        super().__init__(_("Some answers are missing or wrong."))
        self.errors = errors


class EventFromTheFuture(RuleError):
    code = "future"


class UnknownKind(RuleError):
    code = "unknown_kind"


class NotAllowed(RuleError):
    code = "not_allowed"


def record(told, *, by):
    """Store one event once and answer for it. Safe to call again, and at the same moment, with the same id."""
    digest = digest_of(told)
    try:
        with transaction.atomic():
            if known := Event.objects.exclude(outcome=CONFLICT).filter(id=told.id).first():
                return _reply_again(known, told, digest, by)
            return _store(told, digest, by)
    except IntegrityError:
        # Another worker stored the same id between our look and our write; anything else is a bug and goes up.
        if (known := Event.objects.exclude(outcome=CONFLICT).filter(id=told.id).first()) is None:
            raise
        return _reply_again(known, told, digest, by)


def record_form(request, kind, payload):
    """The reply to an event told by a web form. Without the right to it the page is closed, as everywhere."""
    reply = record(told_in(request.POST, kind, payload), by=request.user)
    if reply.code == NotAllowed.code:
        raise PermissionDenied
    return reply


def digest_of(told):
    """SHA-256 of kind and payload: tells a repeated event from another one under the same id.

    Of an anonymous kind the payload is left out: few answers are possible, and a digest could be tried out.
    """
    said = str(told.id) if _is_anonymous(told) else told.payload
    text = json.dumps([told.kind, said], sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_anonymous(told):
    kind = KINDS.get(told.kind)
    return bool(kind and kind.anonymous)


def _store(told, digest, by):
    """Claim the id first, so that two at once meet at the constraint before either has written anything."""
    kind = KINDS.get(told.kind)
    row = Event.objects.create(
        id=told.id,
        kind=_storable(told.kind)[:60],
        person=by,
        device_at=told.device_at,
        digest=digest,
        outcome=STORED,
        private=bool(kind and kind.private),
    )
    try:
        with transaction.atomic():
            result = _handle(kind, told, by) or {}
    except RuleError as refusal:
        return _keep_refused(row, told, refusal)
    row.result = {} if _is_anonymous(told) else result
    row.save(update_fields=["result"])
    return Reply(told.id, STORED, result=row.result)


def _handle(kind, told, by):
    if kind is None:
        raise UnknownKind(_("This version of the site does not know what was sent."))
    if told.device_at > timezone.now() + CLOCK_TOLERANCE:
        raise EventFromTheFuture(
            _("The date on this device is in the future. Set its clock, then send again.")
        )
    form = kind.form(told.payload)
    if not form.is_valid():
        raise PayloadRefused(form.errors)
    try:
        return kind.handle(form.cleaned_data, by=by, event=told)
    except PermissionDenied as error:
        # What a phone recorded in good faith is kept for a person to look at, also without the right to it.
        raise NotAllowed(_("You have no right to do this.")) from error


def _keep_refused(row, told, refusal):
    row.outcome, row.code, row.reason, row.payload = (
        REJECTED,
        refusal.code,
        str(refusal),
        None if _is_anonymous(told) else _storable(told.payload),
    )
    row.save(update_fields=["outcome", "code", "reason", "payload"])
    return _refusal(row, getattr(refusal, "errors", {}))


def _refusal(row, errors=()):
    return Reply(row.id, REJECTED, row.code, row.reason, errors=dict(errors))


def _reply_again(known, told, digest, by):
    """The id is known: the same deed told again, or another one under its id, which a person must look at."""
    if known.person_id != by.pk or known.digest != digest:
        return _keep_conflict(known, told, digest, by)
    if known.outcome == REJECTED:
        return _refusal(known)
    return Reply(told.id, DUPLICATE, result=known.result)


def _storable(value):
    """A payload without the signs that no database keeps as text: each leaves a mark in its place."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value


def _keep_conflict(known, told, digest, by):
    kind = KINDS.get(told.kind)
    Event.objects.get_or_create(
        id=told.id,
        person=by,
        digest=digest,
        outcome=CONFLICT,
        defaults={
            "kind": _storable(told.kind)[:60],
            "device_at": told.device_at,
            "code": "conflict",
            "payload": None if _is_anonymous(told) else _storable(told.payload),
            "private": known.private or bool(kind and kind.private),
        },
    )
    reason = _("Something else was already received under this number. Both were kept.")
    return Reply(told.id, CONFLICT, "conflict", reason)


def told_in(post, kind, payload):
    """An event from a web form made with ``{% event_fields %}``. Raises SuspiciousOperation without a proper id."""
    try:
        event_id = UUID(post.get("event_id", ""))
    except ValueError as error:
        raise SuspiciousOperation("event_id") from error
    return Told(event_id, kind, _device_time(post.get("device_at", "")), payload)


def _device_time(text):
    """What the clock of the device says. Ours counts where it says nothing that can be a time."""
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None or not 1970 <= at.year < 9999:
        return timezone.now()
    return timezone.make_aware(at) if timezone.is_naive(at) else at
