"""A full run with a concern and an opened note: their words stand in their own columns and reach their own readers."""

import uuid

import pytest
from django.core import mail
from django.urls import get_resolver, reverse

from lms.core.policy import SYSTEM
from lms.notices.actions import deliver_one
from lms.notices.models import Delivery
from lms.people.choices import Role
from mentoring.actions import openings, safeguarding
from mentoring.models import NoteOpening, PrivateNote, SafeguardingConcern
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    EngagementFactory,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import PersonFactory, appointed

from .screens import event_fields
from .test_private_notes import places_with, words_logged

pytestmark = pytest.mark.django_db

NOTE, CONCERN, DONE = "zqxnotezqx", "zqxconcernzqx", "zqxdonezqx"


@pytest.fixture
def people():
    engagement = EngagementFactory(cooperative__country="MA")
    named = appointed(Role.TRAINER, email="named@example.org")
    safeguarding.name_contact("MA", named, by=SYSTEM)
    return {
        "author": mentor_of(engagement),
        "named": named,
        "first": appointed(Role.MANAGER, "MA", email="first@example.org"),
        "second": appointed(Role.ADMINISTRATOR, email="second@example.org"),
        "another manager": appointed(Role.MANAGER, "MA", email="manager@example.org"),
        "another administrator": appointed(Role.ADMINISTRATOR),
        "member": member_of(engagement.cooperative),
        "colleague": AssignmentFactory(engagement=engagement).mentor,
        "asked": AssignmentFactory(engagement=engagement, status="asked", has_conflict=None).mentor,
        "manager elsewhere": appointed(Role.MANAGER, "SN"),
        "certifier": appointed(Role.CERTIFIER),
        "stranger": PersonFactory(),
    }


@pytest.fixture
def engagement(people):
    return people["author"].mentor_assignments.get().engagement


@pytest.fixture
def run(enter, people, engagement):
    """All of it through the pages: a note is kept, opened and read; a concern is raised, taken up and settled."""
    session = logged_session(engagement)
    ActionItemFactory(session=session)

    def send(person, name, *args, **data):
        return enter(people[person]).post(
            reverse(f"mentoring:{name}", args=args), {**data, **event_fields()}
        )

    send("author", "keep_note", session.pk, **{"note-text": NOTE})
    send("first", "ask_to_open", PrivateNote.objects.get().pk, reason="Danger.")
    opening = NoteOpening.objects.get()
    send("second", "agree_to_open", opening.pk)
    assert NOTE in send("first", "read_note", opening.pk).content.decode()
    send("author", "raise_concern", engagement.cooperative_id, **{"concern-text": CONCERN})
    concern = SafeguardingConcern.objects.get()
    send("named", "take_up_concern", concern.pk)
    send("named", "settle_concern", concern.pk, **{"settle-what_was_done": DONE})
    Delivery.objects.update(not_before="2020-01-01T00:00Z")
    while deliver_one(by=SYSTEM):
        pass
    return session


def pages(session):
    """Every address of mentoring about this session, its note, its opening and its concern."""
    ids = {
        "engagement_id": session.engagement_id,
        "session_id": session.pk,
        "action_id": session.actions.get().pk,
        "cooperative_id": session.engagement.cooperative_id,
        "person_id": appointed(Role.MENTOR).pk,
        "note_id": PrivateNote.objects.get().pk,
        "opening_id": NoteOpening.objects.get().pk,
        "concern_id": SafeguardingConcern.objects.get().pk,
    }
    patterns = get_resolver("mentoring.urls").url_patterns
    return {
        pattern.name: reverse(f"mentoring:{pattern.name}", kwargs={n: ids[n] for n in wanted})
        for pattern in patterns
        if (wanted := pattern.pattern.converters.keys()) <= ids.keys()
    }


def test_the_words_stand_in_their_own_columns_and_nowhere_else(run):
    assert places_with(NOTE) == {"mentoring.PrivateNote.text"}
    assert places_with(CONCERN) == {"mentoring.SafeguardingConcern.text"}
    assert places_with(DONE) == {"mentoring.SafeguardingConcern.what_was_done"}


def test_no_e_mail_and_no_log_holds_them(caplog, request):
    caplog.set_level("DEBUG")
    request.getfixturevalue("run")

    sent = " ".join(f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox)
    for word in [NOTE, CONCERN, DONE]:
        assert word not in sent
        assert word not in words_logged(caplog)
    assert {one.to[0] for one in mail.outbox} == {
        *("named@example.org", "first@example.org", "second@example.org", "manager@example.org")
    }


def test_every_page_shows_them_to_their_own_readers_alone(enter, people, run):
    found, addresses = set(), pages(run)
    assert {"read_note", "settle_concern", "concern", "opening", "session"} <= addresses.keys()
    for role, person in people.items():
        client = enter(person)
        for name, address in addresses.items():
            for answer in [
                client.get(address),
                client.post(address, {"event_id": str(uuid.uuid4())}),
            ]:
                shown = answer.getvalue().decode(errors="replace")
                found |= {(word, role, name) for word in (NOTE, CONCERN, DONE) if word in shown}

    assert found == {
        (NOTE, "author", "session"),
        (NOTE, "author", "keep_note"),
        (NOTE, "author", "dispute_session"),
        (NOTE, "first", "read_note"),
        (NOTE, "second", "read_note"),
        (CONCERN, "author", "concern"),
        (CONCERN, "named", "concern"),
        (CONCERN, "named", "settle_concern"),
        (DONE, "named", "concern"),
        (DONE, "named", "settle_concern"),
    }


def test_notes_openings_and_concerns_have_no_history_and_say_nothing_of_themselves(run):
    for model in (PrivateNote, NoteOpening, SafeguardingConcern):
        row = model.objects.get()
        assert not hasattr(model, "history")
        for word in [NOTE, CONCERN, DONE, "Danger."]:
            assert word not in f"{row} {row!r}"


def test_only_their_readers_are_given_the_rows(people, run):
    given = {
        (model.__name__, role)
        for model in (PrivateNote, SafeguardingConcern)
        for role, person in people.items()
        if model.objects.visible_to(person).exists()
    }

    assert given == {
        ("PrivateNote", "author"),
        ("SafeguardingConcern", "author"),
        ("SafeguardingConcern", "named"),
    }


def test_before_the_second_agrees_there_is_nothing_to_read(enter, people, engagement):
    session = logged_session(engagement)
    note = PrivateNote.objects.create(session=session, author=session.logged_by, text=NOTE)
    asked = openings.ask_to_open(note, "Danger.", by=people["first"])

    for role in ("first", "second"):
        address = reverse("mentoring:read_note", args=[asked.pk])
        assert NOTE not in enter(people[role]).post(address, follow=True).content.decode()
    assert not asked.readings.exists()
