from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring import checks
from mentoring.models import Amendment, CoachingSession
from mentoring.policy import sessions as policy
from mentoring.versions import FIELDS, facts_of

Status = CoachingSession.Status


class AlreadySettled(RuleError):
    code = "already_settled"


class LongerThanSession(RuleError):
    code = "longer_than_session"


class ChangedMeanwhile(RuleError):
    """Somebody else has amended it since: both versions are kept, and a person decides."""

    code = "changed_meanwhile"


@transaction.atomic
def amend_session(session, *, id, changes, reason, base_version, by):
    """Put right what was written down of a session; what stood there before is kept whole beside it.

    ``changes`` holds fields of ``versions.FIELDS`` and attendees (memberships); ``base_version`` is the version that
    was read. The cooperative is asked again, and the programme accepts again; in a closed month it stays locked and
    the next report tells of it. The same id again, or nothing new, changes nothing. Raises RuleError where it was
    amended meanwhile, without a reason, or where the new facts cannot be.
    """
    require(policy.can_amend, by, session)
    session = CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.amendments.filter(pk=id).exists():
        return session
    if base_version != session.version:
        raise _changed_meanwhile(session)
    if not reason.strip():
        raise ReasonMissing(_("Say why it is changed."))
    before = facts_of(session)
    _write(session, changes)
    after = facts_of(session)
    if before == after:
        return session
    session.version += 1
    Amendment.objects.create(
        id=id,
        session=session,
        version=session.version,
        before=before,
        after=after,
        reason=reason,
        made_by=by,
        after_lock=session.status == Status.LOCKED,
    )
    _ask_again(session, reason)
    return session


@transaction.atomic
def state_time(session, *, by, **stated):
    """A mentor says how long she herself was there, got ready and was on the way. Twice changes nothing.

    ``stated`` holds minutes, preparation_minutes, travel_minutes and travel_km. Nobody is longer with a cooperative
    than the session lasted.
    """
    require(policy.can_state_time, by, session)
    session = CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.is_settled:
        raise AlreadySettled(_("The programme has accepted this session. Ask it to change it."))
    if stated["minutes"] > session.minutes:
        raise LongerThanSession(_("Nobody was there longer than the session lasted."))
    time = session.mentors.get(mentor=by)
    if all(getattr(time, name) == value for name, value in stated.items()):
        return time
    for name, value in stated.items():
        setattr(time, name, value)
    time.save()
    return time


def _write(session, changes):
    held_on = changes.get("held_on", session.held_on)
    checks.refuse_wrong_day(session.engagement, held_on)
    if "attendees" in changes:
        checks.refuse_strangers(session.engagement, held_on, changes["attendees"])
        session.attendees.set(changes["attendees"])
    lasted = session.minutes
    for name in FIELDS:
        setattr(session, name, changes.get(name, getattr(session, name)))
    session.full_clean()
    session.save(update_fields=FIELDS)
    _adjust_times(session, lasted)


def _adjust_times(session, lasted):
    """Who was there all the time still was; nobody is left with more minutes than the session has."""
    for time in session.mentors.filter(minutes=lasted) | session.mentors.filter(
        minutes__gt=session.minutes
    ):
        time.minutes = session.minutes
        time.save(update_fields=["minutes"])


def _ask_again(session, reason):
    """What the cooperative confirmed was another version."""
    if session.status == Status.LOCKED:
        session.confirmed_at = None
        session.accepted_because = session.accepted_because or reason
        session.save(update_fields=["version", "confirmed_at", "accepted_because"])
        return
    asked = {"version": session.version, "confirmed_at": None}
    nobody = {"accepted_at": None, "accepted_by": None, "accepted_because": ""}
    if session.status == Status.SUBMITTED:
        session.save(update_fields=["version"])
    else:
        move(session, Status.SUBMITTED, **asked, **nobody)


def _changed_meanwhile(session):
    last = session.amendments.select_related("made_by").order_by(F("version").desc()).first()
    return ChangedMeanwhile(
        _(
            "%(person)s changed this session on %(day)s, after you had opened it. "
            "Both versions are kept. Look at hers, then change what is still wrong."
        ),
        person=last.made_by,
        day=date_format(last.made_at, "DATETIME_FORMAT"),
    )
