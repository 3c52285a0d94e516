import datetime as dt
import uuid

import pytest
from django.utils import timezone

from courses.models import Attempt, CheckAnswer, Completion, Enrolment
from lms.offline import intake
from lms.offline.models import Event
from tests.factories.courses import (
    CHECK,
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    edition,
    lesson,
    quiz,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return lesson()


@pytest.fixture
def test():
    return quiz()


@pytest.fixture
def enrolment(first, test):
    return EnrolmentFactory(cohort=CohortFactory(edition=edition(first, test)))


def tell(kind, enrolment, activity, /, *, by=None, at=None, **payload):
    told = intake.Told(
        uuid.uuid4(),
        f"courses.{kind}",
        at or timezone.now(),
        {"enrolment": str(enrolment.pk), "activity": str(activity.key), **payload},
    )
    return intake.record(told, by=by or enrolment.learner)


def test_a_finished_lesson_is_stored(enrolment, first):
    reply = tell("lesson_finished", enrolment, first)

    assert (reply.outcome, reply.result) == ("stored", {"activity": str(first.key)})
    assert Completion.objects.get().enrolment == enrolment


def test_an_answer_to_a_check_is_told_whether_it_is_right(enrolment, first):
    reply = tell("check_answered", enrolment, first, question=CHECK, answer=[OPTIONS[1]])

    assert reply.result == {"question": CHECK, "right": False}
    assert CheckAnswer.objects.get().answer == [OPTIONS[1]]


def test_the_attempt_has_the_number_of_its_event(enrolment, test):
    reply = tell("quiz_handed_in", enrolment, test, language="ar", answers={QUESTION: [OPTIONS[0]]})

    attempt = Attempt.objects.get()
    assert reply.result == {"attempt": str(reply.id), "passed": True, "waiting": False}
    assert (attempt.pk, attempt.language) == (reply.id, "ar")


def test_joining_through_the_door():
    cohort, learner = CohortFactory(), PersonFactory()
    told = intake.Told(
        uuid.uuid4(), "courses.cohort_joined", timezone.now(), {"code": cohort.join_code}
    )

    replies = [intake.record(told, by=learner).outcome for _ in range(2)]

    assert replies == ["stored", "duplicate"]
    assert Enrolment.objects.get().learner == learner


def test_what_is_refused_is_kept_whole(enrolment):
    elsewhere = lesson()

    reply = tell("lesson_finished", enrolment, elsewhere)

    assert (reply.outcome, reply.code) == ("rejected", "not_in_this_course")
    assert Event.objects.undecided().get().payload["activity"] == str(elsewhere.key)


@pytest.mark.parametrize("status", ["active", "withdrawn"])
def test_places_of_others_and_places_left_are_refused_alike(enrolment, first, status):
    enrolment.status = status
    enrolment.save()
    by = PersonFactory() if status == "active" else enrolment.learner

    reply = tell("lesson_finished", enrolment, first, by=by)

    assert (reply.outcome, reply.code) == ("rejected", "not_enrolled")


def test_an_event_from_the_future_is_refused(enrolment, first):
    reply = tell("lesson_finished", enrolment, first, at=timezone.now() + dt.timedelta(days=1))

    assert reply.code == "future"
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [
        {"answers": "all of them"},
        {"answers": {QUESTION: 7}},
        {"answers": {QUESTION: [["a"]]}},
        {"answers": {QUESTION: ["x"] * 9999}},
        {"answers": {QUESTION: "9" * 10_001}},
        {"answers": {QUESTION: "a\0b"}},
        {"answers": {QUESTION: "\ud800"}},
        {"answers": {QUESTION: {OPTIONS[0]: ["a"]}}},
        {"answers": {QUESTION: {OPTIONS[0]: {OPTIONS[0]: "a"}}}},
        {"answers": {QUESTION: {OPTIONS[0]: "w" * 201}}},
        {"answers": {QUESTION: {"first": OPTIONS[0]}}},
        {"answers": {QUESTION: {str(uuid.UUID(int=n)): "a" for n in range(51)}}},
        {"answers": {str(uuid.UUID(int=n)): "a" for n in range(501)}},
        {"answers": {"first": [OPTIONS[0]]}},
        {"answers": {}},
        {"language": "xx"},
        {"enrolment": "mine"},
        {"activity": ["a", "b"]},
        {"activity": None},
    ],
)
def test_a_malformed_quiz_is_refused_not_stumbled_over(enrolment, test, payload):
    right = {"language": "fr", "answers": {QUESTION: [OPTIONS[0]]}}

    reply = tell("quiz_handed_in", enrolment, test, **{**right, **payload})

    assert (reply.outcome, reply.code) == ("rejected", "payload")
    assert list(reply.errors) == list(payload)
