from django.db import transaction

from lms.core.policy import require
from mentoring import checks
from mentoring.models import (
    ActionItem,
    CarriedAction,
    CoachingSession,
    Engagement,
    PlannedVisit,
    SessionDraft,
    SessionMentor,
)
from mentoring.policy import engagements as policy


@transaction.atomic
def log_session(
    engagement,
    *,
    id,
    held_on,
    attendees=(),
    actions=(),
    with_mentors=(),
    time=None,
    next_visit=None,
    by,
    **facts,
):
    """Record a session with who took part and what was agreed. The same id again returns what is recorded.

    ``actions`` are dicts of text, owner (a membership) and due_on; ``with_mentors`` the other mentors of the engagement
    who were there; ``time`` preparation_minutes, travel_minutes and travel_km of who logs it; ``next_visit`` day and
    starts_at of the next meeting; ``facts`` the other fields of the session.
    """
    require(policy.can_log, by, engagement)
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if existing := engagement.sessions.filter(pk=id).first():
        return existing
    checks.refuse_wrong_day(engagement, held_on)
    checks.refuse_strangers(
        engagement, held_on, [*attendees, *(action["owner"] for action in actions)]
    )
    checks.refuse_other_mentors(engagement, with_mentors)
    checks.refuse_early(held_on, actions, next_visit)
    session = CoachingSession(id=id, engagement=engagement, logged_by=by, held_on=held_on, **facts)
    session.full_clean()
    session.save()
    session.attendees.set(attendees)
    _write_times(session, by, time or {}, with_mentors)
    _carry_over(session)
    _write_actions(session, actions)
    if next_visit:
        _plan(engagement, next_visit, by)
    SessionDraft.objects.filter(engagement=engagement, author=by).delete()
    return session


def _write_times(session, by, time, with_mentors):
    """Each mentor once. The others say later how long they got ready and were on the way."""
    others = {mentor.pk: mentor for mentor in with_mentors if mentor.pk != by.pk}
    rows = [SessionMentor(session=session, mentor=by, minutes=session.minutes, **time)]
    rows += [
        SessionMentor(session=session, mentor=mentor, minutes=session.minutes)
        for mentor in others.values()
    ]
    for row in rows:
        row.save()


def _carry_over(session):
    """What was open before comes along by itself."""
    cooperative = session.engagement.cooperative_id
    still_open = ActionItem.objects.open().filter(
        cooperative=cooperative, agreed_on__lte=session.held_on
    )
    CarriedAction.objects.bulk_create(
        CarriedAction(session=session, action=action, status=action.status) for action in still_open
    )


def _write_actions(session, actions):
    for action in actions:
        ActionItem.objects.create(
            session=session,
            cooperative_id=session.engagement.cooperative_id,
            agreed_on=session.held_on,
            **action,
        )


def _plan(engagement, visit, by):
    """The day named last holds: of two phones that name the same day, one visit."""
    PlannedVisit.objects.update_or_create(
        engagement=engagement,
        day=visit["day"],
        cancelled_at=None,
        defaults={"starts_at": visit.get("starts_at"), "planned_by": by},
    )
