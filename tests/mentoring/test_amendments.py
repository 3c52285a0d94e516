"""Putting right what was written down of a session, and one's own time in it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from lms.offline import intake
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring import checks
from mentoring.actions import amendments, confirmations
from mentoring.models import Amendment, ClosedMonth, CoachingSession, SessionMentor
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    amended,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory, appointed

from .screens import event_fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return logged_session(EngagementFactory(cooperative__country="MA"), guests_women=2)


def locked(session):
    """The session in a closed month, as the programme had accepted it."""
    manager = appointed(Role.MANAGER)
    month = ClosedMonth.objects.create(
        country="MA", month=dt.date(2026, 1, 1), closed_by=manager, facts={}, digest="x"
    )
    CoachingSession.objects.filter(pk=session.pk).update(
        status="locked",
        confirmed_at=timezone.now(),
        accepted_at=timezone.now(),
        accepted_by=manager,
        closed_month=month,
    )
    session.refresh_from_db()
    return session


def test_an_amendment_keeps_both_versions_whole_and_says_who_and_why(session):
    member = MembershipFactory(cooperative=session.engagement.cooperative)

    changed = amended(session, minutes=60, attendees=[member], reason="It was one hour.")

    kept = Amendment.objects.get()
    assert (changed.version, changed.minutes) == (2, 60)
    assert (kept.before["minutes"], kept.after["minutes"]) == (90, 60)
    assert (kept.before["attendees"], kept.after["attendees"]) == ([], [member.pk])
    assert kept.before["shared_summary"] == kept.after["shared_summary"] == session.shared_summary
    assert (kept.made_by, kept.reason) == (session.logged_by, "It was one hour.")


def test_what_is_amended_is_asked_about_again_and_no_longer_confirmed(session):
    member = member_of(session.engagement.cooperative)
    confirmations.confirm_session(session, version=1, by=member)
    session.refresh_from_db()

    changed = amended(session, minutes=60)

    assert (changed.status, changed.confirmed_at) == ("submitted", None)
    assert session in CoachingSession.objects.waiting_for(member)
    with pytest.raises(confirmations.ChangedSince):
        confirmations.confirm_session(session, version=1, by=member)
    confirmations.confirm_session(session, version=2, by=member)
    assert CoachingSession.objects.get().is_confirmed


def test_an_amendment_answers_a_dispute(session):
    member = member_of(session.engagement.cooperative)
    confirmations.dispute_session(session, "It was one hour.", by=member)
    session.refresh_from_db()

    changed = amended(session, minutes=60)
    confirmations.confirm_session(changed, by=member_of(session.engagement.cooperative))

    assert CoachingSession.objects.get().status == "confirmed"
    assert [word.outcome for word in session.confirmations.all()] == ["disputed", "confirmed"]


def test_what_the_programme_had_accepted_is_accepted_anew():
    session = CoachingSessionFactory(status="accepted")

    changed = amended(session, minutes=60)

    assert (changed.status, changed.accepted_by, changed.accepted_at) == ("submitted", None, None)


def test_in_a_closed_month_only_the_programme_amends_and_the_session_stays_locked(session):
    session = locked(session)

    with pytest.raises(PermissionDenied):
        amended(session, minutes=60)
    changed = amended(session, minutes=60, by=appointed(Role.MANAGER, "MA"))

    assert (changed.status, changed.minutes, changed.confirmed_at) == ("locked", 60, None)
    assert list(Amendment.objects.not_reported()) == [Amendment.objects.get(after_lock=True)]


def test_a_member_confirms_what_was_amended_in_a_closed_month(session):
    session = amended(locked(session), minutes=60, by=appointed(Role.MANAGER, "MA"))

    confirmations.confirm_session(session, version=2, by=member_of(session.engagement.cooperative))

    session.refresh_from_db()
    assert (session.status, session.is_confirmed) == ("locked", True)


def test_the_same_amendment_twice_is_once(session):
    key, told = uuid.uuid4(), {"changes": {"minutes": 60}, "reason": "One hour", "base_version": 1}

    for _ in range(2):
        amendments.amend_session(session, id=key, **told, by=session.logged_by)

    assert CoachingSession.objects.get().version == 2


def test_what_changes_nothing_leaves_no_trace(session):
    unchanged = amended(session, minutes=session.minutes)

    assert (unchanged.version, Amendment.objects.count()) == (1, 0)


def test_a_change_needs_a_reason(session):
    with pytest.raises(amendments.ReasonMissing):
        amended(session, minutes=60, reason=" ")


def test_the_second_of_two_who_change_the_same_version_is_told_who_was_quicker(session):
    other = AssignmentFactory(engagement=session.engagement).mentor
    SessionMentor.objects.create(session=session, mentor=other, minutes=90)
    amended(session, minutes=60, by=other)

    with pytest.raises(amendments.ChangedMeanwhile, match=str(other)):
        amendments.amend_session(
            session,
            id=uuid.uuid4(),
            changes={"shared_summary": "Mine"},
            reason="Better words",
            base_version=1,
            by=session.logged_by,
        )

    assert CoachingSession.objects.get().shared_summary == session.shared_summary


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"held_on": dt.date(2999, 1, 1)}, checks.SessionInTheFuture),
        ({"held_on": dt.date(2019, 1, 1)}, checks.SessionBeforeEngagement),
        ({"minutes": 0}, ValidationError),
    ],
)
def test_an_amendment_says_nothing_that_cannot_be(session, changes, refusal):
    with pytest.raises(refusal):
        amended(session, **changes)

    assert CoachingSession.objects.get().version == 1


def test_nobody_of_another_cooperative_is_brought_in_by_an_amendment(session):
    with pytest.raises(checks.NotOnTheRoster):
        amended(session, attendees=[MembershipFactory()])


def test_who_was_there_all_the_time_still_was_and_nobody_stays_longer_than_the_session(session):
    other = AssignmentFactory(engagement=session.engagement).mentor
    SessionMentor.objects.create(session=session, mentor=other, minutes=70)

    amended(session, minutes=60)
    assert [time.minutes for time in session.mentors.all()] == [60, 60]
    session.mentors.filter(mentor=other).update(minutes=30)
    session.refresh_from_db()
    amended(session, minutes=120)

    assert [time.minutes for time in session.mentors.all()] == [120, 30]


def test_a_mentor_states_her_own_time_and_nobody_elses(session):
    other = AssignmentFactory(engagement=session.engagement).mentor
    SessionMentor.objects.create(session=session, mentor=other, minutes=90)
    stated = {"minutes": 45, "preparation_minutes": 30, "travel_minutes": 120, "travel_km": 80}

    for _ in range(2):
        amendments.state_time(session, **stated, by=other)

    assert session.mentors.get(mentor=other).preparation_minutes == 30
    assert session.mentors.get(mentor=session.logged_by).preparation_minutes == 0
    for person in [appointed(Role.MANAGER), member_of(session.engagement.cooperative)]:
        with pytest.raises(PermissionDenied):
            amendments.state_time(session, **stated, by=person)


def test_nobody_was_there_longer_than_the_session_lasted(session):
    with pytest.raises(amendments.LongerThanSession):
        amendments.state_time(session, minutes=91, by=session.logged_by)


def test_what_is_accepted_keeps_its_times():
    session = CoachingSessionFactory(status="accepted")

    with pytest.raises(amendments.AlreadySettled):
        amendments.state_time(session, minutes=10, by=session.logged_by)


def typed(session, **changes):
    return {
        "mode": "visit",
        "held_on": session.held_on.isoformat(),
        "minutes": "60",
        "topics": ["accounts"],
        "guests_women": "2",
        "shared_summary": "We wrote the cash book together.",
        "reason": "It was one hour.",
        "base_version": str(session.version),
        **event_fields(),
        **changes,
    }


def test_a_mentor_changes_a_session_on_its_page_and_the_members_read_both_versions(enter, session):
    address = reverse("mentoring:amend_session", args=[session.pk])
    enter(session.logged_by).post(address, typed(session))

    member = member_of(session.engagement.cooperative)
    shown = page(enter(member), "mentoring:session", session.pk)

    assert "<del>1 h 30</del>" in shown
    assert "<ins>1 h</ins>" in shown
    assert "It was one hour." in shown
    assert "Is this true?" in shown


def test_who_comes_too_late_keeps_what_she_typed_and_the_manager_finds_it(enter, session):
    address = reverse("mentoring:amend_session", args=[session.pk])
    stale = typed(session, shared_summary="My own words")
    amended(session, minutes=60)

    shown = enter(session.logged_by).post(address, stale).content.decode()

    assert "changed this session on" in shown
    assert "My own words" in shown
    lost = Event.objects.visible_to(appointed(Role.MANAGER, "MA")).undecided().get()
    assert (lost.code, lost.payload["shared_summary"]) == ("changed_meanwhile", "My own words")


def test_a_mentor_writes_her_time_down_and_members_do_not_read_it(enter, session):
    address = reverse("mentoring:state_time", args=[session.pk])
    stated = {
        "minutes": "90",
        "preparation_minutes": "30",
        "travel_minutes": "200",
        "travel_km": "77",
        **event_fields(),
    }
    enter(session.logged_by).post(address, stated)

    assert "77 km" in page(enter(session.logged_by), "mentoring:session", session.pk)
    assert "77 km" in page(enter(appointed(Role.MANAGER)), "mentoring:session", session.pk)
    member = member_of(session.engagement.cooperative)
    assert "77 km" not in page(enter(member), "mentoring:session", session.pk)


@pytest.mark.parametrize("payload", [{}, {"session": "x"}, {"minutes": "-1"}, {"travel_km": 9**9}])
def test_hostile_times_and_amendments_are_refused_in_words(session, payload):
    for kind in ("mentoring.time_stated", "mentoring.session_amended"):
        told = intake.Told(
            uuid.uuid4(), kind, timezone.now(), {"session": str(session.pk)} | payload
        )
        assert intake.record(told, by=mentor_of(session.engagement)).code == "payload"
