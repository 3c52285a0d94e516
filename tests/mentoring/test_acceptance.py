"""The programme accepts what was delivered: at once what is in order, one by one what stands out, never a dispute."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lms.core.errors import ReasonMissing
from lms.people.choices import Role
from mentoring.actions import acceptance
from mentoring.actions.confirmations import confirm_session, dispute_session
from mentoring.models import CoachingSession, Confirmation
from mentoring.oddities import oddities_of
from mentoring.reports.acceptance import with_days
from tests.factories.mentoring import CoachingSessionFactory, EngagementFactory, mentor_of
from tests.factories.people import MembershipFactory, PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ACCEPT = "mentoring:accept"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def session_of(engagement, days_ago=1, *, status="confirmed", **facts):
    """In order in every respect, but for what is said otherwise."""
    session = CoachingSessionFactory(
        engagement=engagement,
        held_on=TODAY() - dt.timedelta(days=days_ago),
        status=status,
        **facts,
    )
    session.attendees.add(MembershipFactory(cooperative=engagement.cooperative))
    return session


def codes(session, by):
    [found] = with_days(CoachingSession.objects.filter(pk=session.pk).for_acceptance())
    return [oddity.code for oddity in oddities_of(found, by)]


def state(session):
    session.refresh_from_db()
    return session.status


def test_a_confirmed_session_is_accepted_and_stays_confirmed(engagement, manager):
    session = session_of(engagement)

    accepted = acceptance.accept_session(session, by=manager)

    assert (accepted.status, accepted.accepted_by) == ("accepted", manager)
    assert accepted.confirmed_at == session.confirmed_at
    assert session.history.first().status == "accepted"


def test_what_nobody_confirmed_is_accepted_for_a_reason_and_stays_unconfirmed(engagement, manager):
    session = session_of(engagement, status="submitted")
    for empty in ("", "  "):
        with pytest.raises(ReasonMissing):
            acceptance.accept_session(session, because=empty, by=manager)

    accepted = acceptance.accept_session(session, because="Nobody has a phone there.", by=manager)

    assert (accepted.confirmed_at, accepted.accepted_because) == (None, "Nobody has a phone there.")


def test_a_disputed_session_is_never_accepted(engagement, manager):
    session = session_of(engagement, status="disputed")

    with pytest.raises(acceptance.SessionDisputed):
        acceptance.accept_session(session, because="I was told that it is true.", by=manager)
    [held] = acceptance.accept_sessions([session], by=manager)

    assert [oddity.code for oddity in held.oddities] == ["disputed"]
    assert state(session) == "disputed"


def test_accepting_twice_changes_nothing(engagement, manager):
    session = session_of(engagement)
    first = acceptance.accept_session(session, by=manager)

    again = acceptance.accept_session(session, because="Other", by=appointed(Role.ADMINISTRATOR))
    assert acceptance.accept_sessions([session], by=manager) == []

    assert (again.accepted_by, again.accepted_at) == (manager, first.accepted_at)
    assert session.history.filter(status="accepted").count() == 1


def test_who_manages_the_country_accepts_and_nobody_else(engagement, manager):
    session = session_of(engagement)
    for person in (mentor_of(engagement), appointed(Role.MANAGER, "SN"), PersonFactory()):
        with pytest.raises(PermissionDenied):
            acceptance.accept_session(session, because="Mine", by=person)
        with pytest.raises(PermissionDenied):
            acceptance.accept_sessions([session], by=person)

    acceptance.accept_session(session, by=appointed(Role.ADMINISTRATOR))
    assert state(session) == "accepted"


def test_a_manager_does_not_accept_her_own_visit(engagement, manager):
    session = session_of(engagement, logged_by=manager)

    with pytest.raises(PermissionDenied):
        acceptance.accept_session(session, because="I was there.", by=manager)
    [held] = acceptance.accept_sessions([session], by=manager)

    assert [oddity.code for oddity in held.oddities] == ["own"]
    assert state(session) == "confirmed"


def test_in_bulk_what_is_in_order_is_accepted_and_the_rest_comes_back(engagement, manager):
    good = [session_of(engagement, days) for days in (1, 2, 3)]
    odd = session_of(engagement, 4, status="submitted")

    held = acceptance.accept_sessions([*good, odd], by=manager)

    assert held == [odd]
    assert [state(session) for session in [*good, odd]] == ["accepted"] * 3 + ["submitted"]
    for session in good:
        last = session.history.first()
        assert (last.status, last.history_user, last.minutes) == ("accepted", manager, 90)


def test_nothing_of_another_country_is_accepted_along(engagement, manager):
    mine = session_of(engagement)
    foreign = session_of(EngagementFactory(cooperative__country="SN"))

    with pytest.raises(PermissionDenied):
        acceptance.accept_sessions([mine, foreign], by=manager)

    assert (state(mine), state(foreign)) == ("confirmed", "confirmed")


def test_nothing_stands_out_about_a_session_in_order(engagement, manager):
    assert codes(session_of(engagement), manager) == []


def test_an_unconfirmed_session_stands_out(engagement, manager):
    assert codes(session_of(engagement, status="submitted"), manager) == ["unconfirmed"]


def test_a_second_session_of_the_day_stands_out_and_so_does_the_first(engagement, manager):
    both = [session_of(engagement, 5), session_of(engagement, 5)]
    session_of(EngagementFactory(cooperative__country="MA"), 5)

    assert [codes(session, manager) for session in both] == [["same_day"], ["same_day"]]


@pytest.mark.parametrize(("minutes", "found"), [(240, []), (241, ["long_day"])])
def test_more_than_eight_hours_of_a_mentor_on_a_day_stand_out(engagement, manager, minutes, found):
    mentor = mentor_of(engagement)
    elsewhere = EngagementFactory(cooperative__country="MA", mentors=[mentor])
    one, other = session_of(engagement, 5, minutes=minutes), session_of(elsewhere, 5, minutes=240)
    session_of(elsewhere, 6, minutes=300)

    assert (codes(one, manager), codes(other, manager)) == (found, found)


def test_a_disputed_session_does_not_make_a_day_long(engagement, manager):
    elsewhere = EngagementFactory(cooperative__country="MA", mentors=[mentor_of(engagement)])
    session_of(elsewhere, 5, minutes=400, status="disputed")

    assert codes(session_of(engagement, 5, minutes=300), manager) == []


@pytest.mark.parametrize(("starts", "ends"), [(10, 6), (4, 0)])
def test_a_session_outside_its_engagement_stands_out(engagement, manager, starts, ends):
    engagement.starts_on = TODAY() - dt.timedelta(days=starts)
    engagement.ends_on = TODAY() - dt.timedelta(days=ends)
    engagement.save()

    assert codes(session_of(engagement, 5), manager) == ["outside"]


def test_a_session_without_a_member_stands_out(engagement, manager):
    session = session_of(engagement)
    session.attendees.clear()

    assert codes(session, manager) == ["nobody"]


def test_what_was_changed_after_it_was_confirmed_stands_out(engagement, manager):
    session = session_of(engagement, version=2)
    member = MembershipFactory(cooperative=engagement.cooperative).person
    said = {"session": session, "person": member, "outcome": "confirmed"}
    Confirmation.objects.create(**said, version=2)
    assert codes(session, manager) == []

    Confirmation.objects.create(**said, version=1)
    assert codes(session, manager) == ["amended"]


@pytest.mark.parametrize(("days", "found"), [(30, []), (31, ["late"])])
def test_a_session_written_down_late_stands_out(engagement, manager, days, found):
    assert codes(session_of(engagement, days), manager) == found


def test_the_screen_ticks_what_is_in_order_and_says_what_stands_out(enter, engagement, manager):
    good, odd = session_of(engagement), session_of(engagement, 4, status="submitted")
    hidden = session_of(EngagementFactory(cooperative__country="SN"))

    shown = page(enter(manager), ACCEPT)

    assert f'value="{good.pk}" checked' in shown
    assert f'value="{odd.pk}"' not in shown
    assert "Nobody of the cooperative has confirmed it." in shown
    assert str(hidden.pk) not in shown


def test_all_that_is_ticked_is_accepted_at_once(enter, engagement, manager):
    good = [session_of(engagement, days) for days in (1, 2)]
    left = session_of(engagement, 3)
    client = enter(manager)

    ticked = {"sessions": [session.pk for session in good]}
    answer = client.post(reverse(ACCEPT), ticked, follow=True).content.decode()

    assert "2 sessions are accepted." in answer
    assert [state(session) for session in [*good, left]] == ["accepted", "accepted", "confirmed"]


def test_what_was_disputed_since_is_held_back_and_said(enter, engagement, manager):
    good, later = session_of(engagement), session_of(engagement, 2, status="disputed")

    ticked = {"sessions": [good.pk, later.pk]}
    answer = enter(manager).post(reverse(ACCEPT), ticked, follow=True).content.decode()

    assert "1 session is accepted." in answer
    assert "1 session is held back" in answer
    assert "The cooperative disputes it." in answer


def test_one_that_stands_out_is_accepted_with_its_reason(enter, engagement, manager):
    session = session_of(engagement, status="submitted")
    address = reverse("mentoring:accept_although", args=[session.pk])
    client = enter(manager)

    assert "This field is required." in client.post(address, {"because": " "}).content.decode()
    client.post(address, {"because": "I called the chair."})

    assert state(session) == "accepted"
    assert session.accepted_because == "I called the chair."


def test_a_refusal_is_said_beside_the_reason_that_was_typed(enter, engagement, manager):
    session = session_of(engagement, status="submitted")
    client, address = enter(manager), reverse("mentoring:accept_although", args=[session.pk])
    member = MembershipFactory(cooperative=engagement.cooperative).person
    dispute_session(session, "It was shorter.", by=member)

    answer = client.post(address, {"because": "I called the chair."})

    assert answer.status_code == 200
    assert "The cooperative disputes" in answer.content.decode()
    assert state(session) == "disputed"


@pytest.mark.parametrize("sent", [{}, {"sessions": ["x"]}, {"sessions": [str(uuid.uuid4())]}])
def test_what_is_no_session_accepts_nothing(enter, engagement, manager, sent):
    session = session_of(engagement)

    answer = enter(manager).post(reverse(ACCEPT), sent)

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert state(session) == "confirmed"


def test_month_and_mentor_narrow_the_list(enter, engagement, manager):
    one = session_of(engagement, 1)
    other = session_of(EngagementFactory(cooperative__country="MA"), 70)
    client, address = enter(manager), reverse(ACCEPT)

    for chosen in ({"month": f"{one.held_on:%Y-%m}"}, {"mentor": one.logged_by_id}):
        shown = client.get(address, chosen).content.decode()
        assert str(one.pk) in shown
        assert str(other.pk) not in shown
    for nonsense in ({"month": "2026-99"}, {"mentor": "x"}, {"mentor": "9" * 30}):
        assert str(other.pk) in client.get(address, nonsense).content.decode()


def test_a_member_who_confirms_after_acceptance_makes_it_confirmed_and_it_stays_accepted(
    engagement, manager
):
    session = session_of(engagement, status="submitted")
    acceptance.accept_session(session, because="No phone.", by=manager)

    confirm_session(session, by=MembershipFactory(cooperative=engagement.cooperative).person)

    assert state(session) == "accepted"
    assert session.is_confirmed


@pytest.mark.parametrize("rows", [1, 4])
def test_the_screen_costs_the_same_for_any_number(
    enter, engagement, manager, rows, django_assert_num_queries
):
    for number in range(rows):
        session_of(engagement, number + 1)
        session_of(EngagementFactory(cooperative__country="MA"), number + 1, status="submitted")
    client = enter(manager)
    page(client, ACCEPT)

    with django_assert_num_queries(13):
        page(client, ACCEPT)


def test_many_are_accepted_in_as_many_queries_as_few(engagement, manager, captured):
    sessions = [session_of(engagement, days) for days in range(1, 26)]
    assert manager.managed_countries == ["MA"]

    with captured() as few:
        acceptance.accept_sessions(sessions[:5], by=manager)
    with captured() as more:
        acceptance.accept_sessions(sessions[5:], by=manager)

    assert len(more) == len(few)
    assert CoachingSession.objects.filter(status="accepted").count() == 25
