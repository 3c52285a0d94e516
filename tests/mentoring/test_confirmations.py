import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from lms.offline import intake
from mentoring.actions import confirmations
from mentoring.models import CoachingSession, Confirmation
from tests.factories.mentoring import CoachingSessionFactory, EngagementFactory, member_of
from tests.factories.people import MembershipFactory, appointed

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CoachingSessionFactory()


@pytest.fixture
def member(session):
    return member_of(session.engagement.cooperative)


def status_of(session):
    return CoachingSession.objects.get(pk=session.pk).status


def test_a_member_confirms(session, member):
    confirmations.confirm_session(session, by=member)

    assert status_of(session) == "confirmed"
    assert session.confirmations.get().person == member


def test_confirming_twice_is_one_word(session, member):
    for _ in range(2):
        confirmations.confirm_session(session, by=member)

    assert Confirmation.history.count() == 1


def test_a_mentor_cannot_confirm_her_own_visit(session):
    with pytest.raises(PermissionDenied):
        confirmations.confirm_session(session, by=session.logged_by)


def test_a_mentor_cannot_confirm_her_own_visit_even_as_a_member(session):
    MembershipFactory(cooperative=session.engagement.cooperative, person=session.logged_by)

    for answer in [confirmations.confirm_session, confirmations.dispute_session]:
        reason = [] if answer is confirmations.confirm_session else ["No."]
        with pytest.raises(PermissionDenied):
            answer(session, *reason, by=session.logged_by)
    assert status_of(session) == "submitted"


@pytest.mark.parametrize("role", ["manager", "administrator", "trainer"])
def test_nobody_confirms_for_the_cooperative(session, role):
    with pytest.raises(PermissionDenied):
        confirmations.confirm_session(session, by=appointed(role))


def test_who_left_or_belongs_elsewhere_does_not_confirm(session):
    gone = MembershipFactory(cooperative=session.engagement.cooperative, ends_on="2021-01-01")

    for person in [gone.person, MembershipFactory().person]:
        with pytest.raises(PermissionDenied):
            confirmations.confirm_session(session, by=person)


def test_a_dispute_keeps_its_reason(session, member):
    confirmations.dispute_session(session, "She stayed ten minutes.", by=member)

    assert status_of(session) == "disputed"
    assert session.confirmations.get().reason == "She stayed ten minutes."


def test_a_dispute_without_a_reason_is_refused(session, member):
    with pytest.raises(confirmations.ReasonMissing):
        confirmations.dispute_session(session, "  ", by=member)

    assert status_of(session) == "submitted"
    with pytest.raises(IntegrityError):
        Confirmation.objects.create(session=session, person=member, outcome="disputed")


def test_who_disputed_may_confirm_after_all_and_her_reason_stays_in_history(session, member):
    confirmations.dispute_session(session, "Not that day.", by=member)
    confirmations.confirm_session(session, by=member)

    assert status_of(session) == "confirmed"
    said = session.confirmations.get()
    assert (said.outcome, said.reason) == ("confirmed", "")
    assert [row.reason for row in said.history.order_by("history_id")] == ["Not that day.", ""]


def test_a_dispute_stands_until_the_one_who_raised_it_says_otherwise(session, member):
    other = member_of(session.engagement.cooperative)
    confirmations.dispute_session(session, "Not that day.", by=member)

    confirmations.confirm_session(session, by=other)
    assert status_of(session) == "disputed"

    confirmations.confirm_session(session, by=member)
    assert status_of(session) == "confirmed"


def test_what_is_confirmed_is_no_longer_disputed(session, member):
    confirmations.confirm_session(session, by=member)

    with pytest.raises(confirmations.AlreadyConfirmed, match="programme manager"):
        confirmations.dispute_session(session, "No.", by=member_of(session.engagement.cooperative))


def test_both_answers_come_through_the_one_door(session, member):
    about = {"session": str(session.pk)}

    def tell(kind, payload):
        told = intake.Told(uuid.uuid4(), kind, timezone.now(), payload)
        return intake.record(told, by=member)

    disputed = tell("mentoring.session_disputed", {**about, "reason": "Not that day."})
    confirmed = tell("mentoring.session_confirmed", about)
    silent = tell("mentoring.session_disputed", about)

    assert (disputed.outcome, confirmed.outcome) == ("stored", "stored")
    assert list(silent.errors) == ["reason"]
    assert status_of(session) == "confirmed"


def test_a_member_is_asked_about_visits_of_others_that_nobody_answered_for(session, member):
    answered = CoachingSessionFactory(engagement=session.engagement, status="confirmed")
    own = CoachingSessionFactory(
        engagement=EngagementFactory(cooperative=session.engagement.cooperative, mentors=[member])
    )
    CoachingSessionFactory()

    waiting = CoachingSession.objects.waiting_for(member)

    assert list(waiting) == [session]
    assert answered not in waiting
    assert own not in waiting
