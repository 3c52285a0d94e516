"""What people are reminded of: visits of tomorrow, and sessions that nobody has confirmed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.people.models import Person
from lms.people.querysets import in_force_of
from mentoring.choices import Readers
from mentoring.policy import reminders as policy

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
        asked_about(session),
        "mentoring.session_unconfirmed",
        subject=f"{session.pk}:{stage}",
        params={"cooperative": str(session.engagement.cooperative), "day": session.held_on},
        path=f"mentoring/sessions/{session.pk}/",
        by=SYSTEM,
    )


def asked_about(session):
    """Who may answer for the cooperative, and is no mentor of the session."""
    engagement = session.engagement
    present = session.mentors.values("mentor")
    officers = list(officers_of(engagement.cooperative).exclude(pk__in=present))
    if officers or engagement.readers != Readers.MEMBERS:
        return officers
    return list(members_of(engagement.cooperative).exclude(pk__in=present))


def members_of(cooperative):
    return Person.objects.filter(
        in_force_of("memberships"), memberships__cooperative=cooperative, is_active=True
    ).distinct()


def officers_of(cooperative):
    return Person.objects.filter(
        in_force_of("memberships") & in_force_of("memberships__offices"),
        Q(memberships__cooperative=cooperative, is_active=True),
    ).distinct()
