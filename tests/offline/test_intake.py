import datetime as dt
import uuid

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lms.core.errors import RuleError
from lms.offline import intake, kinds
from lms.offline.models import Event
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.fixture
def done(monkeypatch):
    """A kind of event whose handler writes down what it was called with."""
    calls = []

    def handle(data, *, by, event):
        if data["name"] == "refuse":
            raise RuleError("Not today.")
        if data["name"] == "forbid":
            raise PermissionDenied
        calls.append(data["name"])
        return {"name": data["name"]}

    monkeypatch.setitem(
        kinds.KINDS, "test.named", kinds.Kind("test.named", NameForm, handle, False)
    )
    return calls


def told(name="Rkia", **values):
    defaults = {"id": uuid.uuid4(), "kind": "test.named", "device_at": timezone.now()}
    return intake.Told(**{**defaults, "payload": {"name": name}, **values})


def test_the_same_event_ten_times_is_stored_once(done):
    event, person = told(), PersonFactory()

    replies = [intake.record(event, by=person) for _ in range(10)]

    assert done == ["Rkia"]
    assert [reply.outcome for reply in replies] == ["stored", *["duplicate"] * 9]
    assert {reply.result["name"] for reply in replies} == {"Rkia"}


def test_another_content_under_a_known_id_is_a_conflict_and_both_are_kept(done):
    first, person = told(), PersonFactory()
    intake.record(first, by=person)

    reply = intake.record(told("Zahra", id=first.id), by=person)
    again = intake.record(told("Zahra", id=first.id), by=person)

    assert (reply.outcome, again.outcome) == ("conflict", "conflict")
    assert Event.objects.undecided().get().payload == {"name": "Zahra"}
    assert done == ["Rkia"]


def test_another_person_cannot_answer_under_my_id(done):
    event = told()
    intake.record(event, by=PersonFactory())

    assert intake.record(event, by=PersonFactory()).outcome == "conflict"


def test_a_refused_event_is_kept_whole_with_its_reason(done):
    event, person = told("refuse"), PersonFactory()

    first, second = intake.record(event, by=person), intake.record(event, by=person)

    kept = Event.objects.undecided().get()
    assert (kept.payload, kept.reason) == ({"name": "refuse"}, "Not today.")
    assert (first.outcome, second.outcome) == ("rejected", "rejected")


def test_a_wrong_payload_is_refused_field_by_field(done):
    reply = intake.record(told(payload={}), by=PersonFactory())

    assert reply.outcome == "rejected"
    assert list(reply.errors) == ["name"]


def test_an_event_from_the_future_is_refused_with_advice(done):
    event = told(device_at=timezone.now() + dt.timedelta(hours=1))

    reply = intake.record(event, by=PersonFactory())

    assert (reply.outcome, reply.code) == ("rejected", "future")
    assert "clock" in reply.reason


def test_a_clock_five_minutes_ahead_is_forgiven(done):
    event = told(device_at=timezone.now() + dt.timedelta(minutes=5))

    assert intake.record(event, by=PersonFactory()).outcome == "stored"


def test_an_unknown_kind_is_refused_and_kept():
    reply = intake.record(told(kind="test.unheard"), by=PersonFactory())

    assert reply.code == "unknown_kind"
    assert Event.objects.get().payload == {"name": "Rkia"}


def test_a_deed_without_the_right_to_it_is_refused_and_kept(done):
    person = PersonFactory()

    reply = intake.record(told("forbid"), by=person)

    assert (reply.outcome, reply.code) == ("rejected", "not_allowed")
    assert Event.objects.undecided().get().payload == {"name": "forbid"}


def test_of_a_stored_event_no_payload_is_kept(done):
    intake.record(told(), by=PersonFactory())

    assert Event.objects.get().payload is None


def test_a_manager_sees_refused_events_of_her_country_but_no_private_ones(done, monkeypatch):
    monkeypatch.setitem(
        kinds.KINDS, "test.private", kinds.KINDS["test.named"]._replace(private=True)
    )
    member, manager = PersonFactory(country="MA"), appointed("manager", "MA")
    intake.record(told("refuse"), by=member)
    intake.record(told("refuse", kind="test.private"), by=member)
    intake.record(told("refuse"), by=PersonFactory(country="SN"))

    assert [e.kind for e in Event.objects.undecided().visible_to(manager)] == ["test.named"]
    assert Event.objects.undecided().visible_to(member).count() == 2


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2024-02-31T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59-14:00",
    ],
)
def test_a_time_that_no_clock_shows_is_replaced_by_ours(written):
    told = intake.told_in({"event_id": str(uuid.uuid4()), "device_at": written}, "test.named", {})

    assert abs(told.device_at - timezone.now()) < dt.timedelta(minutes=1)


def test_the_time_of_the_device_is_kept():
    post = {"event_id": str(uuid.uuid4()), "device_at": "2024-03-01T09:30:00.250Z"}

    told = intake.told_in(post, "test.named", {})

    assert told.device_at == dt.datetime(2024, 3, 1, 9, 30, 0, 250_000, tzinfo=dt.UTC)


@pytest.fixture
def anonymous(done, monkeypatch):
    """The same kind, of which nobody may ever know who said what."""
    kind = kinds.KINDS["test.named"]._replace(private=True, anonymous=True)
    monkeypatch.setitem(kinds.KINDS, "test.named", kind)
    return done


def all_that_is_kept():
    return [str(value) for row in Event.objects.values_list() for value in row]


@pytest.mark.parametrize("name", ["Rkia", "refuse", "forbid", ""])
def test_of_an_anonymous_event_nothing_that_was_said_is_kept(anonymous, name):
    event = told(name or None, payload={"name": name, "answer": "very sad"})

    intake.record(event, by=PersonFactory())

    kept = Event.objects.get()
    assert (kept.payload, kept.result, kept.private) == (None, {}, True)
    assert not [
        value for value in all_that_is_kept() if "very sad" in value or (name and name in value)
    ]


def test_the_digest_of_an_anonymous_event_does_not_depend_on_what_was_said(anonymous):
    one = told("glad")

    assert intake.digest_of(one) == intake.digest_of(told("sad", id=one.id))
    assert intake.digest_of(one) != intake.digest_of(told("glad"))


def test_an_anonymous_event_told_again_is_stored_once_whatever_it_says(anonymous):
    event, person = told("glad"), PersonFactory()

    outcomes = [
        intake.record(told(name, id=event.id), by=person).outcome for name in ("glad", "sad")
    ]

    assert outcomes == ["stored", "duplicate"]
    assert anonymous == ["glad"]


def test_a_conflict_about_an_anonymous_event_keeps_nothing_either(anonymous):
    event = told("glad")
    intake.record(event, by=PersonFactory())

    reply = intake.record(told("sad", id=event.id), by=PersonFactory())

    assert reply.outcome == "conflict"
    assert [row.payload for row in Event.objects.all()] == [None, None]


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_what_no_database_keeps_as_text_is_refused_and_the_rest_of_it_kept(sign):
    person = PersonFactory()
    told = intake.Told(
        uuid.uuid4(), f"no such kind{sign}", timezone.now(), {"a": [f"x{sign}", {sign: 1}]}
    )

    reply = intake.record(told, by=person)

    assert (reply.outcome, reply.code) == ("rejected", "unknown_kind")
    assert Event.objects.get().payload == {"a": ["x\ufffd", {"\ufffd": 1}]}
