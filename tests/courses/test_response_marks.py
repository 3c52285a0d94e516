from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import marking
from courses.models import Attempt, Completion, Grade, Mark
from lms.notices.models import Notice
from tests.factories.people import PersonFactory

from .attempts import OPEN, hand_in, place, right, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return place("single", "open", pass_mark=70)


@pytest.fixture
def trainer(enrolment):
    return enrolment.cohort.trainers.get()


@pytest.fixture
def waiting(enrolment):
    return hand_in(enrolment, right("single") | right("open"))


def open_answer(attempt):
    return attempt.responses.get(question_id=OPEN)


def mark(attempt, marks, *, by, comment="", seen=0):
    return marking.mark_response(
        open_answer(attempt), Decimal(marks), comment=comment, seen=seen, by=by
    )


def test_what_only_a_person_can_mark_waits_and_counts_for_nothing_yet(waiting):
    assert (waiting.status, waiting.passed, waiting.score) == ("waiting", False, 1)
    assert open_answer(waiting).marks is None
    assert list(Attempt.objects.waiting()) == [waiting]
    assert not Attempt.objects.marked().exists()
    assert Grade.objects.count() == Completion.objects.count() == 0


def test_what_was_left_empty_needs_nobody(enrolment):
    attempt = hand_in(enrolment, right("single"))

    assert (attempt.status, attempt.score) == ("marked", 1)


def test_the_last_mark_settles_the_attempt_and_the_learner_is_told_once(waiting, trainer):
    mark(waiting, "0.5", by=trainer, comment="Good, but who signs?")

    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.score, attempt.passed) == ("marked", Decimal("1.5"), True)
    assert Grade.objects.get().computed == 75
    assert Completion.objects.get().done_at == attempt.handed_in_at
    assert (Notice.objects.get().kind, Notice.objects.get().person) == (
        "courses.work_marked",
        attempt.enrolment.learner,
    )


def test_a_second_marker_who_did_not_see_the_first_is_told_what_she_gave(waiting, trainer):
    other = PersonFactory()
    waiting.enrolment.cohort.trainers.add(other)
    mark(waiting, "1", by=trainer)

    with pytest.raises(marking.MarkedMeanwhile, match="1 of 1 points") as refusal:
        mark(waiting, "0", by=other)

    assert str(trainer) in str(refusal.value)
    assert open_answer(waiting).marks == 1


def test_whoever_saw_the_first_marks_may_give_others_and_both_are_kept(waiting, trainer):
    other = PersonFactory()
    waiting.enrolment.cohort.trainers.add(other)
    mark(waiting, "1", by=trainer)
    mark(waiting, "0", by=other, seen=1)

    assert [one.given_by for one in Mark.objects.all()] == [trainer, other]
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.passed) == (1, False)
    assert Grade.objects.get().computed == 50
    assert Completion.objects.count() == 1


def test_the_same_marks_again_are_given_once(waiting, trainer):
    first = mark(waiting, "1", by=trainer)

    assert mark(waiting, "1", by=trainer) == first
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("marks", ["-0.5", "1.5"])
def test_marks_stay_between_nothing_and_all(waiting, trainer, marks):
    with pytest.raises(marking.MarksOutOfRange, match="from 0 to 1"):
        mark(waiting, marks, by=trainer)


def test_an_answer_that_was_marked_by_its_key_may_be_marked_by_a_person(enrolment, trainer):
    attempt = hand_in(enrolment, {})
    response = attempt.responses.exclude(question_id=OPEN).get()

    marking.mark_response(response, Decimal(1), seen=0, by=trainer)

    assert Attempt.objects.get().score == 1


def test_who_does_not_run_the_cohort_marks_nothing(waiting):
    with pytest.raises(PermissionDenied):
        mark(waiting, "1", by=PersonFactory())


def test_nobody_marks_her_own_answers(waiting):
    learner = waiting.enrolment.learner
    waiting.enrolment.cohort.trainers.add(learner)

    with pytest.raises(PermissionDenied):
        mark(waiting, "1", by=learner)


def test_of_who_has_left_nothing_waits_for_a_marker(waiting):
    waiting.enrolment.status = "withdrawn"
    waiting.enrolment.save()

    assert not Attempt.objects.waiting().exists()


def test_what_is_under_way_waits_for_nobody(enrolment):
    start(enrolment)

    assert not Attempt.objects.waiting().exists()
    assert not Attempt.objects.marked().exists()
