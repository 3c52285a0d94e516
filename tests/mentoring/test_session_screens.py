"""Logging a session and its private note, and what a member answers."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.people.choices import Role
from mentoring.models import CoachingSession, PrivateNote
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import (
    MembershipFactory,
    appointed,
)

from .screens import HOME, event_fields, page, send_session, typed_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def members(engagement):
    return MembershipFactory.create_batch(2, cooperative=engagement.cooperative)


def test_a_mentor_logs_a_session_and_its_note_and_sees_both(enter, engagement, members):
    client = enter(mentor_of(engagement))

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
    client = enter(mentor_of(engagement))
    typed = typed_session(members, **{"note-text": "She owes the bank."})

    responses = [send_session(client, engagement, typed) for _ in range(2)]

    assert responses[0].url == responses[1].url
    assert (CoachingSession.objects.count(), PrivateNote.objects.count()) == (1, 1)


def test_what_was_typed_is_kept_when_something_is_wrong(enter, engagement, members):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    typed = typed_session(members, held_on=tomorrow, **{"note-text": "She owes the bank."})

    shown = send_session(enter(mentor_of(engagement)), engagement, typed).content.decode()

    assert "is still to come" in shown
    for kept in ["We wrote the cash book", "Write the price list", "She owes the bank.", tomorrow]:
        assert kept in shown
    assert typed["event_id"] not in shown
    assert not CoachingSession.objects.exists()


def test_an_action_without_its_owner_is_said_beside_the_field(enter, engagement, members):
    typed = typed_session(members, **{"actions-0-owner": ""})

    shown = send_session(enter(mentor_of(engagement)), engagement, typed).content.decode()

    assert "An action needs what is to be done, who does it and by when." in shown
    assert 'id="id_actions-0-owner_error"' in shown


def test_nothing_agreed_is_said_and_not_left_out(enter, engagement, members):
    client = enter(mentor_of(engagement))
    nothing = {"actions-0-text": "", "actions-0-owner": "", "actions-0-due_on": ""}

    silent = send_session(client, engagement, typed_session(members, **nothing))
    said = send_session(client, engagement, typed_session(members, no_actions="on", **nothing))

    assert "tick that you agreed on no action" in silent.content.decode()
    assert said.status_code == 302
    assert CoachingSession.objects.get().no_actions


def test_a_note_that_cannot_be_kept_is_shown_again_with_its_words(enter, engagement, members):
    client = enter(mentor_of(engagement))
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

    shown = send_session(enter(mentor_of(engagement)), engagement, typed).content.decode()

    assert "x" * 4001 in shown
    assert '<a href="#id_note-text">' in shown
    assert not CoachingSession.objects.exists()


def test_a_note_is_added_later_once(enter):
    session = CoachingSessionFactory()
    client = enter(session.logged_by)
    address = reverse("mentoring:keep_note", args=[session.pk])

    client.post(address, event_fields(**{"note-text": "She owes the bank."}))
    again = client.post(address, event_fields(**{"note-text": "Other words."}))

    assert PrivateNote.objects.get().text == "She owes the bank."
    assert "already kept a private note" in again.content.decode()


def test_the_private_note_is_marked_as_never_to_be_kept_on_the_device(enter, engagement):
    shown = page(enter(mentor_of(engagement)), "mentoring:log_session", engagement.pk)

    field = shown[shown.index('<textarea name="note-text"') :].partition(">")[0]
    assert "data-never-keep" in field
    assert (
        "In an emergency two people of the programme together can open it, for a reason; you are told."
        in shown
    )


def test_the_device_forgets_the_typed_form_once(enter, engagement, members):
    client = enter(mentor_of(engagement))
    mark = f'data-sent="log-{engagement.pk}"'

    response = send_session(client, engagement, typed_session(members))

    assert mark in client.get(response.url).content.decode()
    assert mark not in client.get(response.url).content.decode()


def test_only_the_mentor_of_the_engagement_finds_the_form(enter, engagement, members):
    strangers = [members[0].person, appointed(Role.MANAGER), mentor_of(EngagementFactory())]
    for person in strangers:
        address = reverse("mentoring:log_session", args=[engagement.pk])
        assert enter(person).get(address).status_code == 404
        assert enter(person).post(address, typed_session(members)).status_code == 404


def test_the_choice_of_a_cooperative_leads_to_its_form(enter, engagement):
    client = enter(mentor_of(engagement))
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
    MembershipFactory(cooperative=engagement.cooperative, person=mentor_of(engagement))
    client = enter(mentor_of(engagement))

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


def test_what_is_still_open_is_ticked_on_the_same_screen(enter, engagement, members):
    before = ActionItemFactory(
        session__engagement=engagement, owner=members[0], text="Buy a cash book"
    )
    client = enter(mentor_of(engagement))
    assert "Buy a cash book" in page(client, "mentoring:log_session", engagement.pk)
    typed = typed_session(members, **{"open-done": [before.pk]})

    for _ in range(2):
        send_session(client, engagement, typed)

    before.refresh_from_db()
    session = CoachingSession.objects.exclude(pk=before.session_id).get()
    assert before.status == "done"
    assert [(one.action, one.status) for one in session.carried.all()] == [(before, "to_do")]


def test_an_action_of_another_cooperative_is_not_ticked(enter, engagement, members):
    other = ActionItemFactory()

    shown = send_session(
        enter(mentor_of(engagement)),
        engagement,
        typed_session(members, **{"open-done": [other.pk]}),
    )

    other.refresh_from_db()
    assert (shown.status_code, other.status) == (200, "to_do")
