"""Asking for more, and what candidate and certifiers write to each other."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from freezegun import freeze_time

from certification.actions import candidacies, decisions, reviews
from certification.choices import ConflictAnswer
from certification.models import Candidacy, Evidence, FileMessage
from lms.core.moves import MoveRefused, move
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    certifiers_of,
    cleared,
    decided,
    file_asked_for_more,
    file_under_review,
    file_waiting_for_the_second,
    granted_file,
    ready_file,
    seconded,
)
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db


def states(file):
    return [(one.requirement.position, one.round, one.status) for one in file.evidence.all()]


def written(file, by, text="I have sent it.", **values):
    return reviews.write(file, text, message_id=uuid.uuid4(), by=by, **values)


def test_the_file_goes_back_with_what_is_needed_and_the_rest_stays_handed_in():
    file = file_asked_for_more(words="The date is missing.")
    message = file.messages.get()

    assert file.status == "evidence_pending"
    assert states(file) == [(1, 1, "returned"), (1, 2, "draft"), (2, 1, "submitted")]
    assert (message.text, message.author) == ("The date is missing.", certifiers_of(file)[0])
    assert message.requirement.position == 1


def test_handed_in_again_the_next_round_is_frozen_and_the_first_one_stays():
    file = file_asked_for_more()
    first = Evidence.objects.get(candidacy=file, status="returned")
    kept = (first.snapshot, first.digest, first.submitted_at)

    candidacies.submit(file, by=file.person)

    assert states(file) == [(1, 1, "returned"), (1, 2, "submitted"), (2, 1, "submitted")]
    first.refresh_from_db()
    assert (first.snapshot, first.digest, first.submitted_at) == kept
    decided(file)
    assert seconded(file).status == "carried"
    assert states(file) == [(1, 1, "returned"), (1, 2, "accepted"), (2, 1, "accepted")]


def test_asking_twice_asks_once():
    file = file_asked_for_more()
    asked = file.evidence.first().requirement_id

    reviews.ask_for_more(file, {asked: "Again"}, by=certifiers_of(file)[0])

    assert file.messages.count() == 1
    assert Notice.objects.filter(kind="certification.asked_for_more").count() == 1


def test_asking_needs_words_a_declaration_and_a_file_with_the_certifiers():
    file = file_under_review()
    first = certifiers_of(file)[0]
    asked = file.evidence.first().requirement_id
    with pytest.raises(decisions.NotDeclared):
        reviews.ask_for_more(file, {asked: "More"}, by=first)
    cleared(file, first)
    for nothing in ({}, {asked: "  "}, {0: "More"}):
        with pytest.raises(decisions.ReasonMissing):
            reviews.ask_for_more(file, nothing, by=first)
    open_one = ready_file()
    with pytest.raises(decisions.NotUnderReview):
        reviews.ask_for_more(open_one, {asked: "More"}, by=certifiers_of(open_one)[0])
    for stranger in (certifier(), appointed(Role.MANAGER), file.person):
        with pytest.raises(PermissionDenied):
            reviews.ask_for_more(file, {asked: "More"}, by=stranger)

    assert states(file) == [(1, 1, "submitted"), (2, 1, "submitted")]


def test_the_second_certifier_may_ask_for_more_and_the_decision_is_set_aside():
    file = file_waiting_for_the_second()
    second = cleared(file, certifiers_of(file)[1])
    asked = file.evidence.first().requirement_id

    reviews.ask_for_more(file, {asked: "More"}, by=second)

    decision = file.decisions.get()
    assert (decision.status, decision.set_aside_by) == ("set_aside", second)
    assert Candidacy.objects.get(pk=file.pk).status == "evidence_pending"


def test_the_time_that_the_certifiers_had_the_file_is_given_back():
    with freeze_time("2026-03-01 10:00"):
        file = file_under_review()
    deadline = file.deadline
    with freeze_time("2026-03-21 09:00"):
        first = cleared(file, certifiers_of(file)[0])
        reviews.ask_for_more(file, {file.evidence.first().requirement_id: "More"}, by=first)

    assert Candidacy.objects.get().deadline == deadline + dt.timedelta(days=20)


@pytest.mark.parametrize("here", Evidence.Status)
@pytest.mark.parametrize("there", Evidence.Status)
def test_evidence_moves_only_as_its_table_says(here, there):
    allowed = {"draft": {"submitted"}, "submitted": {"accepted", "returned", "rejected"}}
    one = file_under_review().evidence.first()
    one.status = here

    if there in allowed.get(here, ()):
        facts = {"judged_by": one.submitted_by, "judged_at": one.submitted_at}
        move(one, there, **({} if there == "submitted" else facts))
        assert Evidence.objects.get(pk=one.pk).status == there
    else:
        with pytest.raises(MoveRefused):
            move(one, there)


def test_the_database_too_keeps_one_round_at_a_time_and_freezes_what_is_handed_in():
    file = file_under_review()
    one = file.evidence.first()
    same = {"candidacy": file, "requirement": one.requirement}

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(**same, round=2)
    for wrong in ({"digest": ""}, {"status": "accepted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=one.pk).update(**wrong)


def test_both_sides_write_and_each_is_told_that_there_is_something_to_read():
    file = file_asked_for_more()
    first, second = certifiers_of(file)
    Notice.objects.all().delete()

    written(file, file.person, "My secret illness")
    told = [(n.kind, n.person) for n in Notice.objects.order_by("person")]
    assert told == [
        ("certification.candidate_writes", first),
        ("certification.candidate_writes", second),
    ]
    written(file, second, "Take your time")

    assert Notice.objects.get(person=file.person).kind == "certification.certifier_writes"
    said = " ".join(f"{n.title} {n.text} {n.params}" for n in Notice.objects.all())
    assert "illness" not in said
    assert "your time" not in said


def test_the_same_message_sent_twice_is_written_once():
    file, message_id = file_under_review(), uuid.uuid4()

    for _again in range(2):
        reviews.write(file, "Hello", message_id=message_id, by=file.person)

    assert FileMessage.objects.get().pk == message_id
    assert Notice.objects.filter(kind="certification.candidate_writes").count() == 2


def test_an_empty_message_and_one_to_a_closed_file_are_refused():
    with pytest.raises(reviews.NothingToAnswer):
        written(file := file_under_review(), file.person, "  ")
    with pytest.raises(reviews.NothingToAnswer):
        written(closed := granted_file(), closed.person)


def test_nobody_else_writes_in_a_file():
    file = file_under_review()
    trainer = appointed(Role.TRAINER)
    file.person.enrolments.get().cohort.trainers.add(trainer)
    out = certifiers_of(file)[0]
    decisions.declare(file, ConflictAnswer.CONFLICT, "My cousin", by=out)
    file = Candidacy.objects.get(pk=file.pk)

    for stranger in (
        PersonFactory(),
        certifier(),
        trainer,
        out,
        appointed(Role.MANAGER),
        appointed(Role.ADMINISTRATOR),
    ):
        with pytest.raises(PermissionDenied):
            written(file, stranger)
    assert not FileMessage.objects.exists()


def test_a_certifier_who_stays_out_is_not_told_what_happens_in_the_file():
    file = ready_file()
    first, second = certifiers_of(file)
    file.person.enrolments.get().cohort.trainers.add(first)

    candidacies.submit(file, by=file.person)

    told = Notice.objects.filter(kind="certification.handed_in")
    assert [notice.person for notice in told] == [second]
