"""A country full of cooperatives for the benchmark of the board."""

import datetime as dt
import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Cooperative
from mentoring.models import CoachingSession, Engagement, MentorAssignment, SessionMentor
from tests.factories.courses import ProgrammeFactory
from tests.factories.people import CooperativeFactory, appointed
from tests.factories.sign_in import signed_in

STATUSES = ("submitted", "confirmed", "confirmed", "accepted", "disputed")
STARTED = dt.timedelta(days=400)


def country(cooperatives, sessions_each, mentors, regions):
    """As many cooperatives with an engagement and sessions; every third visit is a joint one. Returns their manager."""
    with transaction.atomic():
        coaches = [appointed("mentor") for _ in range(mentors)]
        manager = appointed("manager", "MA")
        programme = ProgrammeFactory()
        made = Cooperative.objects.bulk_create(
            CooperativeFactory.build(region=f"Région {n % regions}") for n in range(cooperatives)
        )
        engagements = Engagement.objects.bulk_create(
            engagement(cooperative, programme) for cooperative in made
        )
        MentorAssignment.objects.bulk_create(
            MentorAssignment(
                engagement=one, mentor=coaches[n % mentors], status="accepted", has_conflict=False
            )
            for n, one in enumerate(engagements)
        )
        sessions = [
            session(one, coaches[n % mentors], manager, number)
            for n, one in enumerate(engagements)
            for number in range(sessions_each)
        ]
        CoachingSession.objects.bulk_create(sessions, batch_size=500)
        SessionMentor.objects.bulk_create(
            SessionMentor(session=one, mentor=mentor, minutes=one.minutes, travel_minutes=60)
            for n, one in enumerate(sessions)
            for mentor in _there(one, coaches, n // sessions_each, joint=n % 3 == 0)
        )
    return signed_in(manager)


def _there(session, coaches, place, *, joint):
    """Who was there as a mentor: at a joint visit also the one after her in the list."""
    return [session.logged_by, coaches[(place + 1) % len(coaches)]][: 1 + joint]


def engagement(cooperative, programme):
    today = timezone.localdate()
    return Engagement(
        cooperative=cooperative,
        programme=programme,
        planned_sessions=24,
        starts_on=today - STARTED,
        ends_on=today + STARTED,
        status="active",
        goals="Une assemblée tenue, un livre de caisse à jour. " * 10,
    )


def session(of, mentor, manager, number):
    status = STATUSES[number % len(STATUSES)]
    now = timezone.now()
    return CoachingSession(
        id=uuid.uuid4(),
        engagement=of,
        logged_by=mentor,
        held_on=timezone.localdate() - dt.timedelta(days=30 * number + 1),
        mode="visit",
        minutes=90,
        topics=["accounts"],
        shared_summary="Nous avons repris le livre de caisse. " * 10,
        status=status,
        submitted_at=now,
        confirmed_at=now if status in ("confirmed", "accepted") else None,
        accepted_at=now if status == "accepted" else None,
        accepted_by=manager if status == "accepted" else None,
    )


def addresses():
    board = reverse("mentoring:board")
    yield "board", board
    yield "board, one region, silent", f"{board}?region=Région 1&show=silent&order=coverage"
    yield "coverage as CSV", reverse("mentoring:coverage_file", args=["csv"])
    yield "coverage as XLSX", reverse("mentoring:coverage_file", args=["xlsx"])
    yield "sessions to accept", reverse("mentoring:accept")


def read(client, address):
    """The whole answer. Raises RuntimeError where it is not the page."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return b"".join(response) if response.streaming else response.content
