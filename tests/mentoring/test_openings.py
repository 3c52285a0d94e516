"""A private note is read in an emergency: by two, for a reason, for a day, and its author is told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from lms.core.errors import ReasonMissing
from lms.notices.models import Notice
from lms.people.choices import Role
from mentoring.actions import notes, openings
from mentoring.models import NoteOpening, NoteReading
from tests.factories.mentoring import (
    AssignmentFactory,
    EngagementFactory,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import AppointmentFactory, PersonFactory, appointed

from . import managers
from .screens import HOME, page

pytestmark = pytest.mark.django_db

WORDS = "He beats her"
REASON = "She does not answer since Friday"


@pytest.fixture
def note():
    engagement = EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")
    session = logged_session(engagement)
    return notes.keep_private_note(session, WORDS, by=session.logged_by)


@pytest.fixture
def first():
    return appointed(Role.MANAGER, "MA", first_name="Leila", last_name="Cherkaoui")


@pytest.fixture
def second():
    return appointed(Role.ADMINISTRATOR, first_name="Driss", last_name="El Mokri")


@pytest.fixture
def asked(note, first):
    return openings.ask_to_open(note, REASON, by=first)


@pytest.fixture
def agreed(asked, second):
    return openings.agree_to_open(asked, by=second)


def around(note):
    """People who have nothing to open here."""
    engagement = note.session.engagement
    return {
        "author": note.author,
        "member": member_of(engagement.cooperative),
        "mentor of it": AssignmentFactory(engagement=engagement).mentor,
        "manager elsewhere": appointed(Role.MANAGER, "SN"),
        "trainer": appointed(Role.TRAINER),
        "stranger": PersonFactory(),
    }


def test_only_a_manager_of_the_country_or_an_administrator_asks(note, second):
    for by in around(note).values():
        with pytest.raises(PermissionDenied):
            openings.ask_to_open(note, REASON, by=by)

    assert openings.ask_to_open(note, REASON, by=second).is_waiting


def test_nobody_opens_her_own_note_or_one_of_a_session_where_she_was_a_mentor(note):
    there = AssignmentFactory(engagement=note.session.engagement).mentor
    note.session.mentors.create(mentor=there, minutes=60)
    for person in [note.author, there]:
        AppointmentFactory(person=person, role=Role.MANAGER, country="MA")
        person.__dict__.pop("current_appointments", None)
        with pytest.raises(PermissionDenied):
            openings.ask_to_open(note, REASON, by=person)


def test_without_a_reason_nothing_is_asked(note, first):
    with pytest.raises(ReasonMissing):
        openings.ask_to_open(note, "  ", by=first)
    assert not NoteOpening.objects.exists()


def test_asking_twice_asks_once_and_another_agrees_instead_of_asking(note, asked, first, second):
    assert openings.ask_to_open(note, "Again", by=first) == asked
    with pytest.raises(openings.AlreadyAsked):
        openings.ask_to_open(note, REASON, by=second)
    assert NoteOpening.objects.count() == 1


def test_nobody_agrees_alone_and_nobody_from_around_agrees(note, asked, first):
    for by in [first, *around(note).values()]:
        with pytest.raises(PermissionDenied):
            openings.agree_to_open(asked, by=by)
        with pytest.raises(PermissionDenied):
            openings.refuse_to_open(asked, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteOpening.objects.update(
            agreed_by=first, agreed_at=timezone.now(), open_until=timezone.now()
        )


def test_agreed_it_is_open_to_the_two_and_to_nobody_else(note, agreed, first, second):
    assert openings.read_note(agreed, by=first) == WORDS
    assert openings.read_note(agreed, by=second) == WORDS

    others = [*around(note).values(), appointed(Role.MANAGER, "MA"), appointed(Role.ADMINISTRATOR)]
    for by in others:
        with pytest.raises(PermissionDenied):
            openings.read_note(agreed, by=by)
    assert [reading.reader for reading in NoteReading.objects.all()] == [first, second]


def test_before_anybody_agrees_and_after_a_refusal_it_is_closed(asked, first, second):
    with pytest.raises(openings.NotOpen):
        openings.read_note(asked, by=first)
    openings.refuse_to_open(asked, by=second)
    with pytest.raises(openings.NotOpen):
        openings.read_note(asked, by=first)
    assert not NoteReading.objects.exists()


def test_after_a_day_it_is_closed_again(agreed, first):
    with freeze_time(timezone.now() + dt.timedelta(hours=23)):
        assert openings.read_note(agreed, by=first) == WORDS
    with (
        freeze_time(timezone.now() + dt.timedelta(hours=25)),
        pytest.raises(openings.NotOpen),
    ):
        openings.read_note(agreed, by=first)


def test_who_is_no_manager_any_more_does_not_read_what_was_opened_to_her(agreed, first):
    first.appointments.update(ends_on="2021-01-01")
    first.__dict__.pop("current_appointments")

    with pytest.raises(PermissionDenied):
        openings.read_note(agreed, by=first)


def test_one_decides_once_and_a_second_decision_is_refused(agreed, second):
    assert openings.agree_to_open(agreed, by=second).open_until == agreed.open_until
    third = appointed(Role.MANAGER, "MA")
    for decide in [openings.agree_to_open, openings.refuse_to_open]:
        with pytest.raises(openings.AlreadyDecided):
            decide(agreed, by=third)
    with pytest.raises(openings.AlreadyDecided):
        openings.refuse_to_open(agreed, by=second)


def test_the_author_is_told_at_once_who_and_when_and_where_to_read_why(note, agreed):
    [notice] = Notice.objects.filter(person=note.author, kind="mentoring.note_opened")

    assert "Leila Cherkaoui asked and Driss El Mokri agreed" in notice.text
    assert notice.path == f"mentoring/sessions/{note.session_id}/"
    told = " ".join(f"{one.title} {one.text} {one.params}" for one in Notice.objects.all())
    assert WORDS not in told
    assert REASON not in told


def test_who_can_agree_is_told_that_it_waits_and_finds_it_at_home(enter, note, first, second):
    there = appointed(Role.MANAGER, "MA")
    note.session.mentors.create(mentor=there, minutes=60)
    colleague = appointed(Role.MANAGER, "MA")
    asked = openings.ask_to_open(note, REASON, by=first)

    told = Notice.objects.filter(kind="mentoring.opening_asked")
    assert {notice.person for notice in told} == {second, colleague}
    address = reverse("mentoring:opening", args=[asked.pk])
    shown = {
        name: address in page(enter(person), HOME)
        for name, person in {
            **around(note),
            "first": first,
            "second": second,
            "there": there,
            "colleague": colleague,
        }.items()
    }
    assert {name for name, has in shown.items() if has} == {"second", "colleague"}


def test_it_is_asked_agreed_and_read_on_the_pages(enter, note, first, second):
    ask = reverse("mentoring:ask_to_open", args=[note.pk])
    client = enter(first)
    assert ask in page(client, "mentoring:session", note.session_id)
    assert "This field is required." in client.post(ask, {"reason": ""}).content.decode()
    client.post(ask, {"reason": REASON})
    opening = NoteOpening.objects.get()
    read = reverse("mentoring:read_note", args=[opening.pk])
    assert read not in page(client, "mentoring:opening", opening.pk)

    client = enter(second)
    assert REASON in page(client, "mentoring:opening", opening.pk)
    client.post(reverse("mentoring:agree_to_open", args=[opening.pk]))

    answer = client.post(read)
    assert WORDS in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(read).status_code == 405
    assert WORDS not in page(client, "mentoring:opening", opening.pk)


def test_the_author_reads_the_reason_and_who_read_on_the_page_of_the_session(
    enter, note, agreed, first
):
    openings.read_note(agreed, by=first)

    shown = page(enter(note.author), "mentoring:session", note.session_id)

    assert REASON in shown
    assert "Driss El Mokri agreed" in shown
    assert "Read by Leila Cherkaoui" in shown


def test_others_do_not_learn_from_the_page_that_a_note_was_opened(enter, note, agreed):
    engagement = note.session.engagement
    for person in [
        member_of(engagement.cooperative),
        AssignmentFactory(engagement=engagement).mentor,
    ]:
        client = enter(person)
        assert REASON not in page(client, "mentoring:session", note.session_id)
        address = reverse("mentoring:opening", args=[agreed.pk])
        assert client.get(address).status_code == 404


def test_administrators_list_all_openings_without_words_at_the_same_cost(enter, second, captured):
    client, counts = enter(second), set()
    for more in [1, 3]:
        for _ in range(more):
            session = logged_session(EngagementFactory())
            note = notes.keep_private_note(session, WORDS, by=mentor_of(session.engagement))
            opening = openings.ask_to_open(note, REASON, by=appointed(Role.MANAGER, "MA"))
            openings.read_note(openings.agree_to_open(opening, by=second), by=second)
        with captured() as queries:
            shown = page(client, "mentoring:openings")
        counts.add(len(queries))

    assert shown.count(REASON) == 4
    assert WORDS not in shown
    assert len(counts) == 1


def test_a_session_costs_the_same_for_any_number_of_notes_and_openings(
    enter, note, first, second, captured
):
    def cost():
        client = enter(first)
        page(client, "mentoring:session", note.session_id)
        with captured() as queries:
            page(client, "mentoring:session", note.session_id)
        return len(queries)

    openings.agree_to_open(openings.ask_to_open(note, REASON, by=first), by=second)
    one = cost()
    for _ in range(3):
        mentor = AssignmentFactory(engagement=note.session.engagement).mentor
        note.session.mentors.create(mentor=mentor, minutes=60)
        more = notes.keep_private_note(note.session, WORDS, by=mentor)
        openings.agree_to_open(openings.ask_to_open(more, REASON, by=first), by=second)

    assert cost() == one


def test_two_who_agree_at_once_are_one(shared_database):
    with managers.pool_on(shared_database) as pool:
        opening, people = pool.submit(managers.prepare_opening).result()
        outcomes = list(pool.map(managers.agree, [opening] * len(people), people))
        told = pool.submit(managers.authors_notices).result()

    assert sorted(outcomes) == ["agreed", "already_decided", "already_decided"]
    assert told == 1
