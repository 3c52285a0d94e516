"""The screens of mentoring: who finds them, what they show and what they cost."""

import datetime as dt

import pytest
from django.urls import reverse

from lms.core.navigation import ENTRIES
from lms.people.choices import Role
from mentoring.models import CoachingSession
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import (
    MembershipFactory,
    PersonFactory,
    appointed,
)

from .screens import HOME, page, send_session, typed_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def members(engagement):
    return MembershipFactory.create_batch(2, cooperative=engagement.cooperative)


def test_what_one_may_not_see_is_not_found(enter, engagement):
    session = CoachingSessionFactory(engagement=engagement)
    action = ActionItemFactory(session=session)
    addresses = [
        reverse("mentoring:engagement", args=[engagement.pk]),
        reverse("mentoring:plan", args=[engagement.cooperative_id]),
        reverse("mentoring:session", args=[session.pk]),
    ]
    posts = [
        reverse("mentoring:confirm_session", args=[session.pk]),
        reverse("mentoring:dispute_session", args=[session.pk]),
        reverse("mentoring:keep_note", args=[session.pk]),
        reverse("mentoring:move_action", args=[action.pk]),
        reverse("mentoring:close_engagement", args=[engagement.pk]),
    ]
    for person in [PersonFactory(), appointed(Role.TRAINER), appointed(Role.MANAGER, "SN")]:
        client = enter(person)
        assert {client.get(address).status_code for address in addresses} == {404}
        assert {client.post(address).status_code for address in posts} == {404}


def test_a_stranger_is_asked_to_sign_in(client, engagement):
    for name, *args in [[HOME], ["mentoring:engagement", engagement.pk]]:
        response = client.get(reverse(name, args=args))
        assert response.status_code == 302
        assert "/sign-in/" in response.url


def test_a_garbled_event_id_is_refused_before_anything_is_written(enter, engagement, members):
    client = enter(mentor_of(engagement))

    for wrong in [{"event_id": "x"}, {"note_event_id": "x"}]:
        response = send_session(client, engagement, typed_session(members, **wrong))
        assert response.status_code == 400
    assert not CoachingSession.objects.exists()


def shown_to(person):
    return any(e.url_name == HOME and e.shown_to(person) for e in ENTRIES)


def test_the_menu_shows_mentoring_to_those_who_have_a_use_for_it():
    for role in [Role.MENTOR, Role.MANAGER, Role.ADMINISTRATOR]:
        assert shown_to(appointed(role))
    assert shown_to(PersonFactory())
    for role in [Role.TRAINER, Role.CERTIFIER]:
        assert not shown_to(appointed(role))


def everybody(engagement):
    return [
        mentor_of(engagement),
        member_of(engagement.cooperative),
        appointed(Role.MANAGER, engagement.cooperative.country),
    ]


def count_queries(client, address, captured):
    client.get(address)
    with captured() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_home_costs_the_same_for_any_number_of_rows(enter, engagement, captured):
    people = everybody(engagement)

    def costs():
        return [count_queries(enter(person), reverse(HOME), captured) for person in people]

    def fill():
        row = EngagementFactory(mentors=[mentor_of(engagement)], cooperative=engagement.cooperative)
        ActionItemFactory(session__engagement=row, due_on=dt.date(2024, 1, 1))
        AssignmentFactory(engagement=row)

    fill()
    one = costs()
    fill()
    fill()

    assert costs() == one
    assert max(one) <= 26


def test_an_engagement_costs_the_same_for_any_number_of_rows(enter, engagement, captured):
    people, address = everybody(engagement), reverse("mentoring:engagement", args=[engagement.pk])

    def costs():
        return [count_queries(enter(person), address, captured) for person in people]

    ActionItemFactory(session__engagement=engagement)
    one = costs()
    ActionItemFactory.create_batch(2, session__engagement=engagement)

    assert costs() == one
    assert max(one) <= 18


def test_a_session_costs_the_same_for_any_number_of_rows(enter, engagement, captured):
    session = CoachingSessionFactory(engagement=engagement)
    people, address = everybody(engagement), reverse("mentoring:session", args=[session.pk])

    def fill():
        action = ActionItemFactory(session=session)
        session.attendees.add(action.owner)
        session.confirmations.create(person=action.owner.person, outcome="confirmed")

    def costs():
        return [count_queries(enter(person), address, captured) for person in people]

    fill()
    one = costs()
    fill()
    fill()

    assert costs() == one
    assert max(one) <= 21


def test_the_form_costs_the_same_for_any_number_of_members(enter, engagement, captured):
    client, address = (
        enter(mentor_of(engagement)),
        reverse("mentoring:log_session", args=[engagement.pk]),
    )
    MembershipFactory(cooperative=engagement.cooperative)
    one = count_queries(client, address, captured)
    MembershipFactory.create_batch(2, cooperative=engagement.cooperative)

    assert count_queries(client, address, captured) == one


def test_long_lists_have_pages(enter, engagement):
    CoachingSessionFactory.create_batch(26, engagement=engagement)
    EngagementFactory.create_batch(26, mentors=[mentor_of(engagement)])
    client = enter(mentor_of(engagement))

    for name, *args in [[HOME], ["mentoring:engagement", engagement.pk]]:
        shown = page(client, name, *args)
        assert "Page 1 of 2" in shown
        assert client.get(reverse(name, args=args), {"page": "nonsense"}).status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_screen_opens_in_every_language(enter, engagement, members, language):
    action = ActionItemFactory(session__engagement=engagement)
    EngagementFactory(mentors=[mentor_of(engagement)], status="paused")
    addresses = [
        reverse(HOME),
        reverse("mentoring:engagement", args=[engagement.pk]),
        reverse("mentoring:plan", args=[engagement.cooperative_id]),
        reverse("mentoring:session", args=[action.session_id]),
    ]
    for person in [*everybody(engagement), PersonFactory()]:
        client = enter(person)
        for address in addresses[: 1 if person.memberships.count() == 0 else None]:
            response = client.get(address.replace("/en/", f"/{language}/"))
            assert response.status_code == 200
            assert f'lang="{language}"' in response.content.decode()
