import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Programme
from lms.core.navigation import ENTRIES
from lms.people.choices import Role
from mentoring.models import CoachingSession, Engagement, PrivateNote
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
)
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)

pytestmark = pytest.mark.django_db
HOME = "mentoring:home"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def members(engagement):
    return MembershipFactory.create_batch(2, cooperative=engagement.cooperative)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def event_fields(**more):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **more}


def typed_session(members, **changes):
    """What the mentor's browser sends."""
    today = timezone.localdate()
    rows = {"actions-TOTAL_FORMS": "3", "actions-INITIAL_FORMS": "0"}
    first = {
        "actions-0-text": "Write the price list",
        "actions-0-owner": members[0].pk,
        "actions-0-due_on": (today + dt.timedelta(days=7)).isoformat(),
    }
    typed = {
        "mode": "visit",
        "held_on": today.isoformat(),
        "minutes": "90",
        "topics": ["accounts"],
        "attendees": [member.pk for member in members],
        "guests_women": "",
        "shared_summary": "We wrote the cash book together.",
        "note-text": "",
        **event_fields(note_event_id=str(uuid.uuid4())),
    }
    return {**rows, **first, **typed, **changes}


def send_session(client, engagement, typed):
    return client.post(reverse("mentoring:log_session", args=[engagement.pk]), typed)


def test_a_mentor_logs_a_session_and_its_note_and_sees_both(enter, engagement, members):
    client = enter(engagement.mentor)

    response = send_session(
        client, engagement, typed_session(members, **{"note-text": "She owes the bank."})
    )

    session = CoachingSession.objects.get()
    assert response.url == reverse("mentoring:session", args=[session.pk])
    shown = client.get(response.url).content.decode()
    assert "Write the price list" in shown
    assert "She owes the bank." in shown
    assert "Only you can read this." in shown


def test_sending_the_form_twice_stores_it_once(enter, engagement, members):
    client = enter(engagement.mentor)
    typed = typed_session(members, **{"note-text": "She owes the bank."})

    responses = [send_session(client, engagement, typed) for _ in range(2)]

    assert responses[0].url == responses[1].url
    assert (CoachingSession.objects.count(), PrivateNote.objects.count()) == (1, 1)


def test_what_was_typed_is_kept_when_something_is_wrong(enter, engagement, members):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    typed = typed_session(members, held_on=tomorrow, **{"note-text": "She owes the bank."})

    shown = send_session(enter(engagement.mentor), engagement, typed).content.decode()

    assert "is still to come" in shown
    for kept in ["We wrote the cash book", "Write the price list", "She owes the bank.", tomorrow]:
        assert kept in shown
    assert typed["event_id"] not in shown
    assert not CoachingSession.objects.exists()


def test_an_action_without_its_owner_is_said_beside_the_field(enter, engagement, members):
    typed = typed_session(members, **{"actions-0-owner": ""})

    shown = send_session(enter(engagement.mentor), engagement, typed).content.decode()

    assert "An action needs what is to be done, who does it and by when." in shown
    assert 'id="id_actions-0-owner_error"' in shown


def test_nothing_agreed_is_said_and_not_left_out(enter, engagement, members):
    client = enter(engagement.mentor)
    nothing = {"actions-0-text": "", "actions-0-owner": "", "actions-0-due_on": ""}

    silent = send_session(client, engagement, typed_session(members, **nothing))
    said = send_session(client, engagement, typed_session(members, no_actions="on", **nothing))

    assert "tick that you agreed on no action" in silent.content.decode()
    assert said.status_code == 302
    assert CoachingSession.objects.get().no_actions


def test_a_note_that_cannot_be_kept_is_shown_again_with_its_words(enter, engagement, members):
    client = enter(engagement.mentor)
    taken = str(uuid.uuid4())
    first = typed_session(members, note_event_id=taken, **{"note-text": "First words."})
    send_session(client, engagement, first)

    again = typed_session(members, note_event_id=taken, **{"note-text": "Second words."})
    shown = send_session(client, engagement, again).content.decode()

    assert CoachingSession.objects.count() == 2
    assert "Second words." in shown
    assert "Something else was already received" in shown


def test_a_note_that_is_too_long_is_kept_and_said_before_anything_is_stored(
    enter, engagement, members
):
    typed = typed_session(members, **{"note-text": "x" * 4001})

    shown = send_session(enter(engagement.mentor), engagement, typed).content.decode()

    assert "x" * 4001 in shown
    assert '<a href="#id_note-text">' in shown
    assert not CoachingSession.objects.exists()


def test_a_note_is_added_later_once(enter):
    session = CoachingSessionFactory()
    client = enter(session.mentor)
    address = reverse("mentoring:keep_note", args=[session.pk])

    client.post(address, event_fields(**{"note-text": "She owes the bank."}))
    again = client.post(address, event_fields(**{"note-text": "Other words."}))

    assert PrivateNote.objects.get().text == "She owes the bank."
    assert "already kept a private note" in again.content.decode()


def test_the_private_note_is_marked_as_never_to_be_kept_on_the_device(enter, engagement):
    shown = page(enter(engagement.mentor), "mentoring:log_session", engagement.pk)

    field = shown[shown.index('<textarea name="note-text"') :].partition(">")[0]
    assert "data-never-keep" in field
    assert "Only you can read this. Write facts, not judgements." in shown


def test_the_device_forgets_the_typed_form_once(enter, engagement, members):
    client = enter(engagement.mentor)
    mark = f'data-sent="log-{engagement.pk}"'

    response = send_session(client, engagement, typed_session(members))

    assert mark in client.get(response.url).content.decode()
    assert mark not in client.get(response.url).content.decode()


def test_only_the_mentor_of_the_engagement_finds_the_form(enter, engagement, members):
    strangers = [members[0].person, appointed(Role.MANAGER), EngagementFactory().mentor]
    for person in strangers:
        address = reverse("mentoring:log_session", args=[engagement.pk])
        assert enter(person).get(address).status_code == 404
        assert enter(person).post(address, typed_session(members)).status_code == 404


def test_the_choice_of_a_cooperative_leads_to_its_form(enter, engagement):
    client = enter(engagement.mentor)
    address = reverse("mentoring:choose_engagement")

    right = client.get(address, {"engagement": engagement.pk})
    wrong = [client.get(address, {"engagement": e}) for e in [EngagementFactory().pk, "x"]]

    assert right.url == reverse("mentoring:log_session", args=[engagement.pk])
    assert {response.url for response in wrong} == {reverse(HOME)}


def test_a_member_is_asked_first_and_answers_with_one_button(enter, engagement):
    session = CoachingSessionFactory(engagement=engagement)
    client = enter(member_of(engagement.cooperative))

    asked = page(client, HOME)
    response = client.post(
        reverse("mentoring:confirm_session", args=[session.pk]), event_fields(), follow=True
    )

    assert asked.index("Is this true?") < asked.index("Who accompanies us")
    shown = response.content.decode()
    assert "Confirmed by the cooperative" in shown
    assert "Is this true?" not in shown
    assert "Is this true?" not in page(client, HOME)


def test_a_dispute_asks_for_its_reason_and_keeps_it(enter, engagement):
    session = CoachingSessionFactory(engagement=engagement)
    client = enter(member_of(engagement.cooperative))
    address = reverse("mentoring:dispute_session", args=[session.pk])

    silent = client.post(address, event_fields(reason=" "))
    said = client.post(address, event_fields(reason="She stayed ten minutes."), follow=True)

    assert "<details open>" in silent.content.decode()
    shown = said.content.decode()
    assert "Disputed by the cooperative" in shown
    assert "She stayed ten minutes." in shown


def test_a_mentor_is_not_asked_about_her_own_visit(enter, engagement):
    session = CoachingSessionFactory(engagement=engagement)
    MembershipFactory(cooperative=engagement.cooperative, person=engagement.mentor)
    client = enter(engagement.mentor)

    assert "Is this true?" not in page(client, "mentoring:session", session.pk)
    address = reverse("mentoring:confirm_session", args=[session.pk])
    assert client.post(address, event_fields()).status_code == 403
    assert CoachingSession.objects.get().status == "submitted"


def test_a_member_changes_where_an_action_stands_and_stays_where_she_was(enter, engagement):
    action = ActionItemFactory(session__engagement=engagement)
    client = enter(action.owner.person)
    home = reverse(HOME)

    response = client.post(
        reverse("mentoring:move_action", args=[action.pk]),
        event_fields(status="done", next=home),
    )

    assert response.url == f"{home}#action-{action.pk}"
    action.refresh_from_db()
    assert action.status == "done"


def test_no_form_sends_a_person_to_another_site(enter):
    action = ActionItemFactory()

    response = enter(action.owner.person).post(
        reverse("mentoring:move_action", args=[action.pk]),
        event_fields(status="done", next="https://elsewhere.example/"),
    )

    assert response.url.startswith(reverse(HOME))


def test_a_manager_sees_where_actions_stand_and_changes_nothing(enter, engagement):
    action = ActionItemFactory(session__engagement=engagement)

    shown = page(enter(appointed(Role.MANAGER)), "mentoring:engagement", engagement.pk)

    assert "Write the price list" in shown
    assert reverse("mentoring:move_action", args=[action.pk]) not in shown


def typed_engagement(**changes):
    cooperative, mentor = CooperativeFactory(country="MA"), appointed(Role.MENTOR, country="MA")
    EngagementFactory()
    typed = {
        "cooperative": cooperative.pk,
        "mentor": mentor.pk,
        "programme": Programme.objects.first().pk,
        "planned_sessions": "12",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
    }
    return {**typed, **changes}


def test_a_manager_opens_an_engagement(enter):
    typed = typed_engagement()

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    opened = Engagement.objects.get(cooperative=typed["cooperative"])
    assert response.url == reverse("mentoring:engagement", args=[opened.pk])


def test_a_refused_engagement_keeps_what_was_typed_and_says_why(enter):
    typed = typed_engagement()
    MembershipFactory(cooperative_id=typed["cooperative"], person_id=typed["mentor"])

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    shown = response.content.decode()
    assert "A mentor cannot accompany her own cooperative." in shown
    assert 'value="2027-12-31"' in shown


def test_a_period_in_the_wrong_order_is_said_on_the_form(enter):
    typed = typed_engagement(ends_on="2025-01-01")

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    assert "An engagement cannot end before it starts." in response.content.decode()


def test_a_manager_chooses_among_the_people_and_cooperatives_of_her_country(enter):
    here = CooperativeFactory(country="MA", name="Tamghart")
    elsewhere = CooperativeFactory(country="SN", name="Ndar")
    mentor = appointed(Role.MENTOR, country="MA", first_name="Hafida")
    foreign = appointed(Role.MENTOR, first_name="Awa")
    foreign.country = "SN"
    foreign.save()
    PersonFactory(first_name="Nobody")

    shown = page(enter(appointed(Role.MANAGER)), "mentoring:open_engagement")

    for known in [here.name, mentor.first_name]:
        assert known in shown
    for hidden in [elsewhere.name, foreign.first_name, "Nobody"]:
        assert hidden not in shown


def test_only_managers_find_the_form_to_open_an_engagement(enter, engagement):
    address = reverse("mentoring:open_engagement")
    for person in [engagement.mentor, PersonFactory(), appointed(Role.TRAINER)]:
        assert enter(person).get(address).status_code == 403


def test_a_manager_closes_an_engagement(enter, engagement):
    address = reverse("mentoring:close_engagement", args=[engagement.pk])

    assert enter(engagement.mentor).post(address).status_code == 403
    enter(appointed(Role.MANAGER)).post(address)

    engagement.refresh_from_db()
    assert engagement.status == "closed"
    log = reverse("mentoring:log_session", args=[engagement.pk])
    assert log not in page(enter(engagement.mentor), "mentoring:engagement", engagement.pk)


def test_what_one_may_not_see_is_not_found(enter, engagement):
    session = CoachingSessionFactory(engagement=engagement)
    action = ActionItemFactory(session=session)
    addresses = [
        reverse("mentoring:engagement", args=[engagement.pk]),
        reverse("mentoring:actions", args=[engagement.pk]),
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
    client = enter(engagement.mentor)

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
        engagement.mentor,
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
        row = EngagementFactory(mentor=engagement.mentor, cooperative=engagement.cooperative)
        ActionItemFactory(session__engagement=row, due_on=dt.date(2024, 1, 1))

    fill()
    one = costs()
    fill()
    fill()

    assert costs() == one
    assert max(one) <= 18


def test_an_engagement_costs_the_same_for_any_number_of_rows(enter, engagement, captured):
    people, address = everybody(engagement), reverse("mentoring:engagement", args=[engagement.pk])

    def costs():
        return [count_queries(enter(person), address, captured) for person in people]

    ActionItemFactory(session__engagement=engagement)
    one = costs()
    ActionItemFactory.create_batch(2, session__engagement=engagement)

    assert costs() == one
    assert max(one) <= 12


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
    assert max(one) <= 15


def test_the_form_costs_the_same_for_any_number_of_members(enter, engagement, captured):
    client, address = (
        enter(engagement.mentor),
        reverse("mentoring:log_session", args=[engagement.pk]),
    )
    MembershipFactory(cooperative=engagement.cooperative)
    one = count_queries(client, address, captured)
    MembershipFactory.create_batch(2, cooperative=engagement.cooperative)

    assert count_queries(client, address, captured) == one


def test_long_lists_have_pages(enter, engagement):
    CoachingSessionFactory.create_batch(26, engagement=engagement)
    EngagementFactory.create_batch(26, mentor=engagement.mentor)
    client = enter(engagement.mentor)

    for name, *args in [[HOME], ["mentoring:engagement", engagement.pk]]:
        shown = page(client, name, *args)
        assert "Page 1 of 2" in shown
        assert client.get(reverse(name, args=args), {"page": "nonsense"}).status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_screen_opens_in_every_language(enter, engagement, members, language):
    action = ActionItemFactory(session__engagement=engagement)
    EngagementFactory(mentor=engagement.mentor, status="closed")
    addresses = [
        reverse(HOME),
        reverse("mentoring:engagement", args=[engagement.pk]),
        reverse("mentoring:actions", args=[engagement.pk]),
        reverse("mentoring:session", args=[action.session_id]),
    ]
    for person in [*everybody(engagement), PersonFactory()]:
        client = enter(person)
        for address in addresses[: 1 if person.memberships.count() == 0 else None]:
            response = client.get(address.replace("/en/", f"/{language}/"))
            assert response.status_code == 200
            assert f'lang="{language}"' in response.content.decode()
