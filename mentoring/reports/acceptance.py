from collections import defaultdict

from django.db.models import Count, Sum

from mentoring.models import CoachingSession, SessionMentor
from mentoring.oddities import oddities_of


def looked_through(sessions, by):
    """The sessions that ``by`` can accept as they are, and those about which something stands out, as two lists.

    ``sessions`` comes from ``for_acceptance``; each is given its ``oddities``.
    """
    clean, odd = [], []
    for session in with_days(sessions):
        session.oddities = oddities_of(session, by)
        (odd if session.oddities else clean).append(session)
    return clean, odd


def with_days(sessions):
    """The sessions as a list, each with ``others_that_day``, each mentor's time in it with ``minutes_that_day``.

    The first counts the other sessions of its engagement on that day, whatever their state; the second adds up her
    minutes over all sessions of that day that are not disputed.
    """
    found = list(sessions)
    if not found:
        return found
    times = [(session, time) for session in found for time in session.mentors.all()]
    held = _sessions_by_day(found)
    minutes = _minutes_by_day(found, {time.mentor_id for _session, time in times})
    for session in found:
        session.others_that_day = held[session.engagement_id, session.held_on] - 1
    for session, time in times:
        time.minutes_that_day = minutes[time.mentor_id, session.held_on]
    return found


def _sessions_by_day(sessions):
    rows = CoachingSession.objects.filter(
        engagement__in={session.engagement_id for session in sessions},
        held_on__range=_span(sessions),
    )
    counted = rows.order_by().values_list("engagement", "held_on").annotate(n=Count("pk"))
    return {(engagement, day): n for engagement, day, n in counted}


def _minutes_by_day(sessions, mentors):
    rows = SessionMentor.objects.filter(
        mentor__in=mentors, session__held_on__range=_span(sessions)
    ).exclude(session__status=CoachingSession.Status.DISPUTED)
    added = rows.order_by().values_list("mentor", "session__held_on").annotate(n=Sum("minutes"))
    return defaultdict(int, {(mentor, day): n for mentor, day, n in added})


def _span(sessions):
    """The first day and the last."""
    days = [session.held_on for session in sessions]
    return min(days), max(days)
