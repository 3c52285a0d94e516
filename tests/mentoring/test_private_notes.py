"""Private words stay with their author, wherever one looks."""

import uuid

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import get_resolver, reverse
from django.utils import timezone

from lms.offline import intake
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.actions import notes
from mentoring.models import PrivateNote
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    SessionPhotoFactory,
    logged_session,
    member_of,
    mentor_of,
    told_session,
)
from tests.factories.people import MembershipFactory, appointed

pytestmark = pytest.mark.django_db
WORD = "zqxsecretzqx"


@pytest.fixture
def session():
    """A session with its note, told through the door, and an action."""
    session = logged_session(EngagementFactory(cooperative__country="MA"))
    ActionItemFactory(session=session)
    tell(session, f"Facts {WORD}", by=session.logged_by)
    return session


def tell(session, text, *, by, id=None):
    payload = {"session": str(session.pk), "text": text}
    told = intake.Told(id or uuid.uuid4(), "mentoring.private_note_kept", timezone.now(), payload)
    return intake.record(told, by=by)


def readers(session):
    cooperative = session.engagement.cooperative
    return {
        "member": member_of(cooperative),
        "manager": appointed(Role.MANAGER, "MA"),
        "administrator": appointed(Role.ADMINISTRATOR),
        "another mentor": mentor_of(EngagementFactory(cooperative=cooperative)),
        "mentor elsewhere": mentor_of(EngagementFactory()),
        "trainer": appointed(Role.TRAINER),
        "certifier": appointed(Role.CERTIFIER),
    }


def places_with(word):
    """Every column of every table where the word stands."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                continue
            column = model._base_manager.values_list(field.attname, flat=True)
            if any(word in str(value) for value in column):
                found.add(f"{model._meta.label}.{field.name}")
    return found


def mentoring_pages(session):
    """The addresses of the app about this session. All others are walked in tests/architecture/test_permissions.py."""
    ids = {
        "engagement_id": session.engagement_id,
        "session_id": session.pk,
        "action_id": session.actions.get().pk,
        "cooperative_id": session.engagement.cooperative_id,
        "photo_id": SessionPhotoFactory(session=session).pk,
    }
    patterns = get_resolver("mentoring.urls").url_patterns
    return [
        reverse(f"mentoring:{pattern.name}", kwargs={name: ids[name] for name in wanted})
        for pattern in patterns
        if (wanted := pattern.pattern.converters.keys()) <= ids.keys()
    ]


def test_the_author_reads_her_note(enter, session):
    shown = enter(session.logged_by).get(reverse("mentoring:session", args=[session.pk]))

    assert WORD in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_no_page_shows_it_to_anybody_else(enter, session):
    addresses = mentoring_pages(session)
    assert reverse("mentoring:session", args=[session.pk]) in addresses
    for name, person in readers(session).items():
        client = enter(person)
        for address in addresses:
            for response in [client.get(address), client.post(address, {"event_id": "x"})]:
                assert WORD.encode() not in response.getvalue(), (name, address)


def test_staff_see_that_a_note_exists_and_members_see_nothing_of_it(enter, session):
    address = reverse("mentoring:session", args=[session.pk])
    said = {
        name: "private note" in enter(person).get(address).content.decode().lower()
        for name, person in readers(session).items()
    }

    assert {name for name, told in said.items() if told} == {"manager", "administrator"}


def test_only_the_author_is_given_the_row(session):
    for name, person in readers(session).items():
        assert not PrivateNote.objects.visible_to(person).exists(), name
    assert PrivateNote.objects.visible_to(session.logged_by).count() == 1


def test_the_words_stand_in_one_column_of_the_database(session):
    assert places_with(WORD) == {"mentoring.PrivateNote.text"}


def test_a_note_has_no_history_and_says_nothing_of_itself(session):
    note = PrivateNote.objects.get()

    assert not hasattr(PrivateNote, "history")
    assert WORD not in f"{note} {note!r}"


def words_logged(caplog):
    """What the log of a server would hold; the test client's own SQL trace is not on anywhere."""
    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    return " ".join(f"{record.getMessage()} {record.args}" for record in ours)


def test_the_log_holds_none_of_it_when_a_note_is_kept_or_refused(caplog, enter):
    caplog.set_level("DEBUG")
    session = CoachingSessionFactory()
    client = enter(session.logged_by)
    address = reverse("mentoring:keep_note", args=[session.pk])
    for text in [f"{WORD}0", f"{WORD}1"]:
        client.post(address, {"event_id": str(uuid.uuid4()), "note-text": text})

    assert PrivateNote.objects.get().text == f"{WORD}0"
    assert WORD not in words_logged(caplog)


@pytest.mark.parametrize("held_on", ["2026-06-01", "2999-01-01"])
def test_the_log_and_the_session_s_event_hold_none_of_it(caplog, enter, held_on):
    caplog.set_level("DEBUG")
    engagement = EngagementFactory()
    member = MembershipFactory(cooperative=engagement.cooperative)
    typed = {
        **told_session(engagement, [member], held_on=held_on, no_actions="on"),
        "actions": "",
        "actions-TOTAL_FORMS": "0",
        "actions-INITIAL_FORMS": "0",
        "event_id": str(uuid.uuid4()),
        "note_event_id": str(uuid.uuid4()),
        "note-text": WORD,
    }

    enter(mentor_of(engagement)).post(reverse("mentoring:log_session", args=[engagement.pk]), typed)

    assert Event.objects.filter(kind="mentoring.session_logged").exists()
    assert places_with(WORD) <= {"mentoring.PrivateNote.text"}
    assert WORD not in words_logged(caplog)


def test_a_refused_note_is_kept_for_its_author_alone(session):
    reply = tell(session, f"More {WORD}", by=session.logged_by)

    kept = Event.objects.get(outcome="rejected")
    assert (reply.code, kept.private, kept.person) == ("note_already_kept", True, session.logged_by)
    assert WORD not in kept.reason
    for name, person in readers(session).items():
        assert kept not in Event.objects.visible_to(person), name


def test_two_notes_under_one_id_are_both_for_their_author_alone():
    session, event_id = CoachingSessionFactory(), uuid.uuid4()
    tell(session, "One", by=session.logged_by, id=event_id)

    reply = tell(session, f"Two {WORD}", by=session.logged_by, id=event_id)

    assert reply.outcome == "conflict"
    assert Event.objects.get(outcome="conflict").private


def test_of_a_kept_note_the_event_holds_nothing(session):
    event = Event.objects.get(kind="mentoring.private_note_kept")

    assert (event.payload, event.private) == (None, True)
    assert event.result == {"id": str(PrivateNote.objects.get().pk)}


def test_nobody_keeps_a_note_on_the_session_of_another(session):
    member = MembershipFactory(cooperative=session.engagement.cooperative).person

    for person in [member, appointed(Role.MANAGER), mentor_of(EngagementFactory())]:
        with pytest.raises(PermissionDenied):
            notes.keep_private_note(session, "Mine", by=person)


def test_a_sign_of_a_note_is_for_managers_of_the_country_and_administrators(session):
    knowing = {
        name
        for name, person in readers(session).items()
        if PrivateNote.objects.known_to(person).exists()
    }

    assert knowing == {"manager", "administrator"}
    assert not PrivateNote.objects.known_to(appointed(Role.MANAGER, "SN")).exists()
