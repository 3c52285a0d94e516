from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring import policy
from mentoring.models import ActionItem, CoachingSession, Engagement, PrivateNote
from mentoring.querysets import roster


class EngagementClosed(RuleError):
    code = "engagement_closed"


class SessionInTheFuture(RuleError):
    code = "session_in_the_future"


class SessionBeforeEngagement(RuleError):
    code = "session_before_engagement"


class NotOnTheRoster(RuleError):
    code = "not_on_the_roster"


class DueBeforeSession(RuleError):
    code = "due_before_session"


class NoteAlreadyKept(RuleError):
    code = "note_already_kept"


@transaction.atomic
def log_session(engagement, *, id, held_on, attendees=(), actions=(), by, **facts):
    """Record a session with who took part and what was agreed. The same id again returns what is recorded.

    ``actions`` are dicts of text, owner (a membership) and due_on; ``facts`` the other fields of the session.
    """
    require(policy.can_log, by, engagement)
    engagement = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if existing := engagement.sessions.filter(pk=id).first():
        return existing
    _refuse_wrong_day(engagement, held_on)
    _refuse_strangers(engagement, held_on, [*attendees, *(action["owner"] for action in actions)])
    for action in actions:
        if action["due_on"] < held_on:
            raise DueBeforeSession(
                _("“%(action)s” is due before the day of the session."), action=action["text"]
            )
    session = CoachingSession(
        id=id, engagement=engagement, mentor_id=engagement.mentor_id, held_on=held_on, **facts
    )
    session.full_clean()
    session.save()
    session.attendees.set(attendees)
    for action in actions:
        ActionItem.objects.create(session=session, **action)
    return session


@transaction.atomic
def keep_private_note(session, text, *, by):
    """Keep what the mentor writes for herself alone. The same words again change nothing; a note is not rewritten."""
    require(policy.can_keep_note, by, session)
    CoachingSession.objects.select_for_update().get(pk=session.pk)
    if existing := PrivateNote.objects.filter(session=session).first():
        if existing.text == text:
            return existing
        raise NoteAlreadyKept(_("You have already kept a private note on this session."))
    return PrivateNote.objects.create(session=session, author=by, text=text)


@transaction.atomic
def move_action(action, to, *, by):
    """Say where an agreed action stands. Saying it twice changes nothing."""
    require(policy.can_move_action, by, action)
    action = ActionItem.objects.select_for_update().get(pk=action.pk)
    if action.status != to:
        move(action, to)
    return action


def _refuse_wrong_day(engagement, held_on):
    if not engagement.is_active:
        raise EngagementClosed(
            _("This engagement is closed. Ask the programme manager to open a new one.")
        )
    if held_on > timezone.localdate():
        raise SessionInTheFuture(
            _("%(day)s is still to come. Log a session once it has taken place."),
            day=date_format(held_on),
        )
    if held_on < engagement.starts_on:
        raise SessionBeforeEngagement(
            _("%(day)s is before the engagement began, on %(start)s."),
            day=date_format(held_on),
            start=date_format(engagement.starts_on),
        )


def _refuse_strangers(engagement, held_on, named):
    known = set(roster(engagement.cooperative, held_on).values_list("pk", flat=True))
    for membership in named:
        if membership.pk not in known:
            raise NotOnTheRoster(
                _("%(person)s was not a member of %(cooperative)s on that day."),
                person=membership.person,
                cooperative=engagement.cooperative,
            )
