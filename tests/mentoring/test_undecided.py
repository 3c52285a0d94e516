"""What phones told and could not be stored waits where a manager sees it, until she says that it is settled."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lms.offline import actions, intake
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.reports import undecided
from tests.factories.mentoring import (
    CoachingSessionFactory,
    EngagementFactory,
    mentor_of,
    told_session,
)
from tests.factories.people import MembershipFactory, PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
LIST = "mentoring:undecided"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA")


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def tell(kind, payload, *, by, id=None):
    return intake.record(intake.Told(id or uuid.uuid4(), kind, timezone.now(), payload), by=by)


def log(engagement, *, id=None, **changes):
    member = MembershipFactory(cooperative=engagement.cooperative)
    payload = told_session(engagement, [member], **changes)
    return tell("mentoring.session_logged", payload, by=mentor_of(engagement), id=id)


def test_a_refused_session_is_shown_with_its_words_and_why(enter, engagement, manager):
    log(engagement, held_on="2999-01-01", shared_summary="We counted the olives.")
    client = enter(manager)

    shown = page(client, LIST)

    assert "1 thing told by a phone" in page(client, "mentoring:board")
    told = ("We counted the olives.", "Accounts · Market and sales", str(engagement.cooperative))
    for words in ("A session was logged", "is still to come", *told):
        assert words in shown
    assert str(mentor_of(engagement)) in shown


def test_of_a_conflict_both_tellings_stand_side_by_side(enter, engagement, manager):
    key = uuid.uuid4()
    log(engagement, id=key, held_on="2999-01-01", shared_summary="First words.")
    log(engagement, id=key, held_on="2999-01-01", shared_summary="Second words.")

    shown = page(enter(manager), LIST)

    [conflict] = Event.objects.filter(outcome="conflict")
    article = shown[shown.index(f"event-{conflict.row}") :]
    assert article.index("First words.") < article.index("Second words.")


def test_what_was_stored_first_is_found_where_it_is_stored(enter, engagement, manager):
    stored = log(engagement)
    log(engagement, id=stored.id, shared_summary="Other words.")

    shown = page(enter(manager), LIST)

    assert reverse("mentoring:session", args=[stored.result["id"]]) in shown
    assert "Other words." in shown


def test_the_first_telling_of_somebody_in_another_country_is_not_shown(enter, engagement, manager):
    key = uuid.uuid4()
    foreign = PersonFactory(country="SN", first_name="Ndeye")
    tell("mentoring.session_disputed", {"reason": "Foreign words."}, by=foreign, id=key)
    log(engagement, id=key)

    shown = page(enter(manager), LIST)

    assert "It is not for you to read." in shown
    for word in ("Foreign words.", "Ndeye"):
        assert word not in shown


@pytest.mark.parametrize("kind", ["mentoring.private_note_kept", "mentoring.of_a_newer_version"])
def test_words_that_are_private_or_may_be_are_never_shown(enter, engagement, manager, kind):
    tell(kind, {"session": "x", "text": "zqxsecret"}, by=mentor_of(engagement))
    tell(kind, {"session": "x", "text": "zqxown"}, by=manager)

    for person in (manager, appointed(Role.ADMINISTRATOR)):
        shown = page(enter(person), LIST)
        assert "zqxsecret" not in shown
        assert "zqxown" not in shown


def test_the_list_is_of_ones_own_country(enter, engagement, manager):
    log(engagement, held_on="2999-01-01", shared_summary="We counted the olives.")

    assert "olives" not in page(enter(appointed(Role.MANAGER, "SN")), LIST)
    assert enter(mentor_of(engagement)).get(reverse(LIST)).status_code == 403


def test_what_is_settled_leaves_the_list_and_is_kept(enter, engagement, manager):
    log(engagement, held_on="2999-01-01")
    event, client = Event.objects.get(outcome="rejected"), enter(manager)

    for _ in range(2):
        client.post(reverse("mentoring:settle", args=[event.row]))

    assert "Nothing to decide" in page(client, LIST)
    kept = Event.objects.get(row=event.row)
    assert kept.payload["held_on"] == "2999-01-01"
    assert kept.decided_at is not None


def test_settling_twice_keeps_the_first_moment(engagement, manager):
    log(engagement, held_on="2999-01-01")
    event = Event.objects.get(outcome="rejected")

    first = actions.settle(event, by=manager).decided_at

    assert actions.settle(event, by=manager).decided_at == first


def test_who_does_not_manage_the_country_settles_nothing(enter, engagement):
    log(engagement, held_on="2999-01-01")
    event = Event.objects.get(outcome="rejected")
    foreign = appointed(Role.MANAGER, "SN")

    address = reverse("mentoring:settle", args=[event.row])
    assert enter(foreign).post(address).status_code == 404
    for person in (foreign, mentor_of(engagement), event.person):
        with pytest.raises(PermissionDenied):
            actions.settle(event, by=person)
    assert Event.objects.undecided().count() == 1


def test_a_private_event_is_settled_by_nobody(engagement):
    tell("mentoring.private_note_kept", {"session": "x", "text": "x"}, by=mentor_of(engagement))

    with pytest.raises(PermissionDenied):
        actions.settle(Event.objects.get(), by=appointed(Role.ADMINISTRATOR))


def test_what_was_stored_cannot_be_settled(enter, engagement, manager):
    log(engagement)
    stored = Event.objects.get(outcome="stored")

    address = reverse("mentoring:settle", args=[stored.row])
    assert enter(manager).post(address).status_code == 404


@pytest.mark.parametrize(
    "payload",
    [
        {"actions": [{"text": "<script>alert(1)</script>"}] * 200},
        {"x" * 300: "y" * 10_000, "topics": {"deep": [[["z"]]]}},
        {"engagement": 5, "attendees": [None, True]},
    ],
)
def test_hostile_words_are_shown_as_words(enter, engagement, manager, payload):
    tell("mentoring.session_logged", payload, by=mentor_of(engagement))

    shown = page(enter(manager), LIST)

    assert "<script>alert" not in shown
    event = Event.objects.get(outcome="rejected")
    assert all(len(text) <= undecided.LONGEST + 1 for _label, text in undecided.words_of(event, {}))


def test_sessions_without_an_answer_for_days_are_listed_oldest_first(enter, engagement, manager):
    ages = {"Old": 9, "Older": 20, "New": 4}
    for name, days in ages.items():
        made = CoachingSessionFactory(
            engagement=EngagementFactory(cooperative__country="MA", cooperative__name=name)
        )
        type(made).objects.filter(pk=made.pk).update(
            submitted_at=timezone.now() - dt.timedelta(days=days)
        )
    client = enter(manager)

    shown = page(client, "mentoring:unanswered")

    assert "2 sessions have had no answer" in page(client, "mentoring:board")
    assert shown.index("<b>Older</b>") < shown.index("<b>Old</b>")
    assert "<b>New</b>" not in shown


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_costs_the_same_for_any_number(
    enter, engagement, manager, rows, django_assert_num_queries
):
    for _ in range(rows):
        stored = log(engagement)
        log(engagement, id=stored.id, shared_summary="Other words.")
        log(engagement, held_on="2999-01-01")
    client = enter(manager)
    page(client, LIST)

    with django_assert_num_queries(7):
        page(client, LIST)
