"""What people are reminded of: visits of tomorrow, and sessions that nobody has confirmed."""

from datetime import timedelta

from django.db import transaction

from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.people.models import Person
from mentoring.policy import reminders as policy
from mentoring.querysets.reach import officers_of

FIRST, SECOND = timedelta(days=5), timedelta(days=12)
"""How long a session waits before the cooperative is reminded of it, and before it is for the last time."""
LAST = SECOND + timedelta(days=7)
"""Of what has waited longer nobody is reminded, even where the clock of reminders had stood still."""


@transaction.atomic
def remind_of_visit(visit, *, by):
    """Tell the mentors and those who hold an office in the cooperative. Once for each day and hour named."""
    require(policy.can_remind, by, visit.engagement)
    engagement = visit.engagement
    mentors = Person.objects.filter(
        pk__in=engagement.assignments.accepted().values("mentor"), is_active=True
    )
    hour = f"{visit.starts_at:%H:%M}" if visit.starts_at else ""
    notify(
        [*mentors, *officers_of(engagement.cooperative)],
        "mentoring.visit_ahead",
        subject=f"{visit.pk}:{visit.day.isoformat()}:{hour}",
        params={"cooperative": str(engagement.cooperative), "day": visit.day},
        path=f"mentoring/engagements/{engagement.pk}/",
        by=SYSTEM,
    )


@transaction.atomic
def remind_of_session(session, waited, *, by):
    """Ask once more whether it is true, after five days and after twelve; then never again.

    It stays unconfirmed: nobody's silence is a yes. Who is asked holds an office; where nobody does, every member
    who may answer.
    """
    require(policy.can_remind, by, session.engagement)
    stage = 2 if waited >= SECOND else 1
    notify(
        policy.asked_about(session),
        "mentoring.session_unconfirmed",
        subject=f"{session.pk}:{stage}",
        params={"cooperative": str(session.engagement.cooperative), "day": session.held_on},
        path=f"mentoring/sessions/{session.pk}/",
        by=SYSTEM,
    )
