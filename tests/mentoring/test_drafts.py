"""What a mentor has begun to write, kept so that no lost phone loses it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lms.people.choices import Role
from mentoring.actions import drafts
from mentoring.models import SessionDraft
from tests.factories.mentoring import (
    AssignmentFactory,
    EngagementFactory,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
WORD = "zqxsecretzqx"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__name="Tamghart", cooperative__country="MA")


def send(client, engagement, **typed):
    address = reverse("mentoring:save_draft", args=[engagement.pk])
    return client.post(address, {"saved_at": timezone.now().isoformat(), **typed})


def test_what_was_begun_is_offered_with_its_day_and_cooperative_and_filled_in_when_resumed(
    enter, engagement
):
    member = MembershipFactory(cooperative=engagement.cooperative)
    client = enter(mentor_of(engagement))
    typed = {
        "mode": "phone",
        "topics": ["market", "finance"],
        "attendees": [member.pk],
        "shared_summary": "We began.",
        "actions-1-text": "Write the price list",
    }
    assert send(client, engagement, **typed).status_code == 200

    offered = page(client, "mentoring:log_session", engagement.pk)
    assert "You have begun already" in offered
    assert "Tamghart, last typed on" in offered
    assert "We began." not in offered
    address = reverse("mentoring:log_session", args=[engagement.pk])
    resumed = client.get(address, {"resume": "1"}).content.decode()

    assert "We began." in resumed
    assert 'value="Write the price list"' in resumed
    assert 'value="market" id="id_topics_4" checked' in resumed
    assert f'value="{member.pk}" id="id_attendees_0" checked' in resumed


def test_a_draft_never_holds_the_private_note(enter, engagement):
    send(enter(mentor_of(engagement)), engagement, **{"note-text": WORD, "place": "Tiznit"})

    assert SessionDraft.objects.get().fields == {"place": ["Tiznit"]}


def test_a_draft_is_its_authors_alone(enter, engagement):
    send(enter(mentor_of(engagement)), engagement, shared_summary=WORD)
    others = [
        AssignmentFactory(engagement=engagement).mentor,
        member_of(engagement.cooperative),
        appointed(Role.MANAGER),
        appointed(Role.ADMINISTRATOR),
    ]

    for person in others:
        client = enter(person)
        for name in ("mentoring:log_session", "mentoring:engagement"):
            answer = client.get(reverse(name, args=[engagement.pk]), {"resume": "1"})
            assert WORD not in answer.content.decode()
    with pytest.raises(PermissionDenied):
        drafts.save_draft(engagement, {}, at=timezone.now(), by=others[1])


def test_an_older_copy_that_arrives_late_replaces_nothing(engagement):
    mentor, now = mentor_of(engagement), timezone.now()
    drafts.save_draft(engagement, {"place": ["new"]}, at=now, by=mentor)

    drafts.save_draft(engagement, {"place": ["old"]}, at=now - dt.timedelta(hours=1), by=mentor)

    assert SessionDraft.objects.get().fields == {"place": ["new"]}


def test_a_phone_whose_clock_is_ahead_does_not_shut_out_the_next_one(engagement):
    mentor, now = mentor_of(engagement), timezone.now()
    drafts.save_draft(engagement, {"place": ["ahead"]}, at=now + dt.timedelta(days=9), by=mentor)

    later = timezone.now()
    drafts.save_draft(engagement, {"place": ["right"]}, at=later, by=mentor)

    assert SessionDraft.objects.get().fields == {"place": ["right"]}


def test_a_draft_goes_when_the_session_is_saved_or_it_is_thrown_away(enter, engagement):
    client = enter(mentor_of(engagement))
    send(client, engagement, place="Tiznit")
    logged_session(engagement, guests_women=1)
    assert not SessionDraft.objects.exists()

    send(client, engagement, place="Tiznit")
    for _ in range(2):
        client.post(reverse("mentoring:discard_draft", args=[engagement.pk]))
    assert not SessionDraft.objects.exists()


def test_too_much_is_refused_in_words_and_nonsense_without(enter, engagement):
    client = enter(mentor_of(engagement))

    refused = send(client, engagement, shared_summary="x" * 50_000)
    assert (refused.status_code, "Save the session" in refused.json()["reason"]) == (409, True)
    assert send(client, engagement, saved_at="yesterday").status_code == 400
    many = {f"field{number}": "x" for number in range(300)}
    assert send(client, engagement, **many).status_code == 200
    assert len(SessionDraft.objects.get().fields) == 80


@pytest.mark.parametrize("minutes", ["0", "abc", "99999999999999999999", ""])
def test_a_draft_with_nonsense_in_it_is_resumed_all_the_same(enter, engagement, minutes):
    client = enter(mentor_of(engagement))
    send(client, engagement, minutes=minutes, held_on="nonsense", attendees=["x"], mode="x")

    address = reverse("mentoring:log_session", args=[engagement.pk])

    assert client.get(address, {"resume": "1"}).status_code == 200
