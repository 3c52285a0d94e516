import datetime as dt
import uuid

import factory
from django.utils import timezone

from lms.people.choices import Role
from mentoring.actions import assemblies, sessions
from mentoring.choices import Mode, Topic
from mentoring.models import ActionItem, CoachingSession, Engagement

from .courses import ProgrammeFactory
from .people import CooperativeFactory, MembershipFactory, PersonFactory, appointed


class EngagementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Engagement

    cooperative = factory.SubFactory(CooperativeFactory)
    mentor = factory.LazyFunction(lambda: appointed(Role.MENTOR))
    programme = factory.SubFactory(ProgrammeFactory)
    planned_sessions = 12
    starts_on = dt.date(2020, 1, 1)
    ends_on = dt.date(2999, 12, 31)


class CoachingSessionFactory(factory.django.DjangoModelFactory):
    """A session of yesterday without actions, waiting for the cooperative."""

    class Meta:
        model = CoachingSession

    id = factory.LazyFunction(uuid.uuid4)
    engagement = factory.SubFactory(EngagementFactory)
    mentor = factory.SelfAttribute("engagement.mentor")
    held_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=1))
    mode = Mode.VISIT
    minutes = 90
    topics = factory.LazyFunction(lambda: [Topic.ACCOUNTS.value])
    shared_summary = "We wrote the cash book together."


class ActionItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionItem

    session = factory.SubFactory(CoachingSessionFactory)
    text = "Write the price list"
    owner = factory.LazyAttribute(
        lambda action: MembershipFactory(cooperative=action.session.engagement.cooperative)
    )
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14))


def member_of(cooperative, **person):
    """A person who is a member of the cooperative today."""
    return MembershipFactory(cooperative=cooperative, person=PersonFactory(**person)).person


def told_session(engagement, attendees, /, **changes):
    """The payload of ``mentoring.session_logged``, as a phone sends it, with one agreed action."""
    today = timezone.localdate()
    payload = {
        "engagement": str(engagement.pk),
        "held_on": today.isoformat(),
        "mode": "visit",
        "minutes": 90,
        "attendees": [member.pk for member in attendees],
        "guests_women": 1,
        "guests_men": 0,
        "topics": ["accounts", "market"],
        "shared_summary": "We wrote the cash book together.",
        "no_actions": False,
        "actions": [
            {
                "text": "Write the price list",
                "owner": attendees[0].pk if attendees else None,
                "due_on": (today + dt.timedelta(days=14)).isoformat(),
            }
        ],
    }
    return {**payload, **changes}


def logged_session(engagement, **changes):
    """A session logged by its mentor through the action."""
    facts = {
        "id": uuid.uuid4(),
        "held_on": timezone.localdate(),
        "mode": Mode.VISIT,
        "minutes": 90,
        "topics": [Topic.ACCOUNTS.value],
        "shared_summary": "We wrote the cash book together.",
        "no_actions": True,
    }
    return sessions.log_session(engagement, by=engagement.mentor, **{**facts, **changes})


def recorded_assembly(engagement, held_on, *, by=None, **facts):
    """An assembly of all members, written down by the mentor."""
    facts.setdefault("attendees", list(engagement.cooperative.memberships.all()))
    return assemblies.record_assembly(
        engagement.cooperative,
        **{
            "id": uuid.uuid4(),
            "kind": "ordinary",
            "decisions": "Buy a second oven.",
            "elected": {},
            **facts,
        },
        held_on=held_on,
        by=by or engagement.mentor,
    )
