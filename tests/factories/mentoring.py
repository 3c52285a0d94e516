import datetime as dt
import uuid

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from lms.people.choices import Role
from mentoring.actions import amendments, assemblies, engagements, sessions
from mentoring.choices import Mode, Topic
from mentoring.models import (
    ActionItem,
    CoachingSession,
    Engagement,
    MentorAssignment,
    SessionMentor,
    SessionPhoto,
)

from .courses import ProgrammeFactory
from .people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

SETTLED = {CoachingSession.Status.ACCEPTED, CoachingSession.Status.LOCKED}
CONFIRMED = SETTLED | {CoachingSession.Status.CONFIRMED}


class EngagementFactory(factory.django.DjangoModelFactory):
    """An engagement under way, with one mentor (or those given as ``mentors``) and a signed agreement."""

    class Meta:
        model = Engagement
        skip_postgeneration_save = True

    cooperative = factory.SubFactory(CooperativeFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    planned_sessions = 12
    starts_on = dt.date(2020, 1, 1)
    ends_on = dt.date(2999, 12, 31)
    status = Engagement.Status.ACTIVE

    @factory.post_generation
    def mentors(engagement, create, extracted):
        for mentor in [appointed(Role.MENTOR)] if extracted is None else extracted:
            AssignmentFactory(engagement=engagement, mentor=mentor)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A mentor who has said yes."""

    class Meta:
        model = MentorAssignment

    engagement = factory.SubFactory(EngagementFactory, mentors=[])
    mentor = factory.LazyFunction(lambda: appointed(Role.MENTOR))
    status = MentorAssignment.Status.ACCEPTED
    has_conflict = False
    answered_at = factory.LazyFunction(timezone.now)


def mentor_of(engagement):
    """The first mentor of an engagement."""
    return engagement.assignments.accepted().first().mentor


def agreed(engagement, file=None):
    """The agreement of an engagement, signed by a member on its first day."""
    member = MembershipFactory(cooperative=engagement.cooperative, starts_on=engagement.starts_on)
    return engagements.sign_agreement(
        engagement,
        signed_by=member,
        signed_on=engagement.starts_on,
        file=file,
        by=mentor_of(engagement),
    )


class CoachingSessionFactory(factory.django.DjangoModelFactory):
    """A session of yesterday without actions, waiting for the cooperative, given by who logged it."""

    class Meta:
        model = CoachingSession
        skip_postgeneration_save = True

    id = factory.LazyFunction(uuid.uuid4)
    engagement = factory.SubFactory(EngagementFactory)
    logged_by = factory.LazyAttribute(lambda session: mentor_of(session.engagement))
    held_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=1))
    mode = Mode.VISIT
    minutes = 90
    topics = factory.LazyFunction(lambda: [Topic.ACCOUNTS.value])
    shared_summary = "We wrote the cash book together."
    confirmed_at = factory.LazyAttribute(
        lambda session: timezone.now() if session.status in CONFIRMED else None
    )
    accepted_at = factory.LazyAttribute(
        lambda session: timezone.now() if session.status in SETTLED else None
    )
    accepted_by = factory.LazyAttribute(
        lambda session: (
            appointed(Role.MANAGER, session.engagement.cooperative.country)
            if session.status in SETTLED
            else None
        )
    )

    status = CoachingSession.Status.SUBMITTED

    @factory.post_generation
    def mentors(session, create, extracted):
        for mentor in extracted or [session.logged_by]:
            SessionMentor.objects.create(session=session, mentor=mentor, minutes=session.minutes)


class SessionPhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionPhoto

    id = factory.LazyFunction(uuid.uuid4)
    session = factory.SubFactory(CoachingSessionFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"\xff\xd8 a photo", "photo.jpg"))
    size = 10
    use = "record"
    kept_by = factory.SelfAttribute("session.logged_by")


class ActionItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionItem

    session = factory.SubFactory(CoachingSessionFactory)
    cooperative = factory.SelfAttribute("session.engagement.cooperative")
    text = "Write the price list"
    owner = factory.LazyAttribute(lambda action: MembershipFactory(cooperative=action.cooperative))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14))
    agreed_on = factory.SelfAttribute("session.held_on")
    done_on = factory.LazyAttribute(
        lambda action: timezone.localdate() if action.status == "done" else None
    )
    dropped_because = factory.LazyAttribute(
        lambda action: "Too dear" if action.status == "dropped" else ""
    )
    status = ActionItem.Status.TO_DO


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
    return sessions.log_session(engagement, by=mentor_of(engagement), **{**facts, **changes})


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
        by=by or mentor_of(engagement),
    )


def amended(session, *, by=None, reason="I had written the wrong length.", **changes):
    """A session put right by who logged it."""
    return amendments.amend_session(
        session,
        id=uuid.uuid4(),
        changes=changes,
        reason=reason,
        base_version=session.version,
        by=by or session.logged_by,
    )
