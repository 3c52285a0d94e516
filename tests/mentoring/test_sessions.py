import datetime as dt
import uuid
from contextlib import suppress
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lms.core.moves import MoveRefused, move
from lms.offline import intake
from lms.offline.models import Event
from mentoring.actions import engagements, sessions
from mentoring.choices import length
from mentoring.models import ActionItem, CoachingSession, Engagement, MentorAssignment
from tests.factories.mentoring import (
    EngagementFactory,
    logged_session,
    mentor_of,
    told_session,
)
from tests.factories.people import MembershipFactory, appointed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def tell(kind, payload, *, by, id=None):
    return intake.record(intake.Told(id or uuid.uuid4(), kind, timezone.now(), payload), by=by)


def tell_session(engagement, attendees, /, **changes):
    payload = told_session(engagement, attendees, **changes)
    return tell("mentoring.session_logged", payload, by=mentor_of(engagement))


@pytest.fixture
def engagement():
    return EngagementFactory()


@pytest.fixture
def members(engagement):
    return MembershipFactory.create_batch(2, cooperative=engagement.cooperative)


def test_a_session_is_logged_with_who_took_part_and_what_was_agreed(engagement, members):
    reply = tell_session(engagement, members)

    session = CoachingSession.objects.get()
    assert reply.result == {"id": str(session.pk)}
    assert session.pk == reply.id
    assert set(session.attendees.all()) == set(members)
    assert (session.status, session.logged_by) == ("submitted", mentor_of(engagement))
    action = session.actions.get()
    assert (action.text, action.owner, action.status) == (
        "Write the price list",
        members[0],
        "to_do",
    )


def test_the_same_session_sent_ten_times_is_stored_once(engagement, members):
    payload, event_id = told_session(engagement, members), uuid.uuid4()

    replies = [
        tell("mentoring.session_logged", payload, by=mentor_of(engagement), id=event_id)
        for _ in range(10)
    ]

    assert [reply.outcome for reply in replies] == ["stored", *["duplicate"] * 9]
    assert (CoachingSession.objects.count(), ActionItem.objects.count()) == (1, 1)


def test_logging_the_same_id_again_returns_what_is_recorded(engagement):
    first = logged_session(engagement)

    again = logged_session(engagement, id=first.pk, minutes=30)

    assert (again, again.minutes) == (first, 90)


def test_only_the_mentor_of_the_engagement_logs(engagement, members):
    for person in [members[0].person, mentor_of(EngagementFactory()), appointed("manager")]:
        with pytest.raises(PermissionDenied):
            sessions.log_session(engagement, id=uuid.uuid4(), held_on=TODAY(), by=person)


def test_a_session_in_the_future_is_refused(engagement, members):
    tomorrow = TODAY() + dt.timedelta(days=1)

    reply = tell_session(engagement, members, held_on=tomorrow.isoformat())

    assert (reply.outcome, reply.code) == ("rejected", "session_in_the_future")
    assert "is still to come" in reply.reason


def test_a_session_before_the_engagement_is_refused(engagement, members):
    reply = tell_session(engagement, members, held_on="2019-12-31")

    assert reply.code == "session_before_engagement"
    assert "Jan. 1, 2020" in reply.reason


def test_a_closed_engagement_takes_what_was_held_before_it_closed_and_no_more(engagement, members):
    engagements.close_engagement(engagement, "reached", by=appointed("manager"))
    before = (TODAY() - dt.timedelta(days=3)).isoformat()
    Engagement.objects.update(closed_on=TODAY() - dt.timedelta(days=2))

    assert tell_session(engagement, members, held_on=before).outcome == "stored"
    assert tell_session(engagement, members).code == "engagement_not_under_way"


def test_an_attendee_of_another_cooperative_is_refused(engagement, members):
    stranger = MembershipFactory(person__first_name="Rachida", person__last_name="Amal")

    reply = tell_session(engagement, [*members, stranger])

    assert reply.code == "not_on_the_roster"
    assert "Rachida Amal was not a member" in reply.reason


def test_the_owner_of_an_action_is_on_the_roster(engagement, members):
    stranger = MembershipFactory()
    action = {"text": "Sell", "owner": stranger.pk, "due_on": TODAY().isoformat()}

    assert tell_session(engagement, members, actions=[action]).code == "not_on_the_roster"


def test_who_has_left_took_part_in_sessions_before_she_left(engagement):
    left_on = dt.date(2026, 3, 1)
    gone = MembershipFactory(cooperative=engagement.cooperative, ends_on=left_on)
    nothing = {"actions": [], "no_actions": True}

    before = tell_session(engagement, [gone], held_on="2026-02-28", **nothing)
    after = tell_session(engagement, [gone], held_on="2026-03-02", **nothing)

    assert (before.outcome, after.code) == ("stored", "not_on_the_roster")


def test_who_was_written_down_late_took_part_all_the_same(engagement):
    today = TODAY()
    new = MembershipFactory(cooperative=engagement.cooperative, starts_on=today)
    yesterday = today - dt.timedelta(days=1)

    assert tell_session(engagement, [new], held_on=yesterday.isoformat()).outcome == "stored"


def test_an_action_is_not_due_before_the_session(engagement, members):
    action = {"text": "Sell oil", "owner": members[0].pk, "due_on": "2020-02-01"}

    reply = tell_session(engagement, members, actions=[action])

    assert reply.reason == "“Sell oil” is due before the day of the session."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"topics": []}, "topics"),
        ({"topics": ["weather"]}, "topics"),
        ({"mode": "pigeon"}, "mode"),
        ({"shared_summary": "  "}, "shared_summary"),
        ({"attendees": [10**30]}, "attendees"),
        ({"attendees": "x"}, "attendees"),
        ({"guests_men": -1}, "guests_men"),
        ({"engagement": "not an id"}, "engagement"),
        ({"attendees": [], "guests_women": 0}, "__all__"),
        ({"actions": []}, "__all__"),
        ({"no_actions": True}, "__all__"),
        ({"actions": "all of them"}, "actions"),
        ({"actions": ["one"]}, "actions"),
        ({"actions": [{"text": "Sell"}]}, "actions"),
        ({"actions": [{}] * 11}, "actions"),
    ],
)
def test_a_payload_that_is_not_a_session_is_refused_field_by_field(
    engagement, members, wrong, field
):
    reply = tell_session(engagement, members, **wrong)

    assert reply.outcome == "rejected"
    assert field in reply.errors
    assert not CoachingSession.objects.exists()


def test_guests_alone_are_people_too(engagement):
    reply = tell_session(engagement, [], actions=[], no_actions=True)

    assert reply.outcome == "stored"


def test_heads_are_women_and_men_with_the_guests(engagement):
    attendees = [
        MembershipFactory(cooperative=engagement.cooperative, person__sex=sex)
        for sex in ["woman", "woman", "man", ""]
    ]

    session = logged_session(engagement, attendees=attendees, guests_women=3, guests_men=1)

    assert session.heads == {"women": 5, "men": 2, "not_stated": 1}


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 min"), (120, "2 h"), (90, "1 h 30"), (65, "1 h 05")]
)
def test_minutes_are_said_as_people_say_them(minutes, words):
    assert length(minutes) == words


@pytest.mark.parametrize("model", [Engagement, MentorAssignment, CoachingSession])
def test_every_pair_of_states_moves_as_the_table_says(model, monkeypatch):
    monkeypatch.setattr(model, "save", lambda row, **fields: None)
    monkeypatch.setattr(model, "__str__", lambda row: row.status)
    moved = set()
    for here, there in product(model.Status, repeat=2):
        with suppress(MoveRefused):
            move(model(status=here), there)
            moved.add((here, there))

    assert moved == model.MOVES


def test_of_a_stored_session_the_event_keeps_no_payload(engagement, members):
    tell_session(engagement, members)

    assert Event.objects.get().payload is None
