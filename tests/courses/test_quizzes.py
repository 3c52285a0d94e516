import datetime as dt
import uuid

import pytest

from courses.actions import learning, quizzes
from courses.models import Attempt, Completion, Enrolment, Response
from tests.factories.courses import (
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    edition,
    lesson,
    quiz,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
RIGHT, WRONG = {QUESTION: [OPTIONS[0]]}, {QUESTION: [OPTIONS[1]]}


def enrolled(*activities):
    return EnrolmentFactory(cohort=CohortFactory(edition=edition(*activities)))


def hand_in(enrolment, test, answers, **values):
    given = {"language": "fr", "attempt_id": uuid.uuid4(), "at": NOW, "by": enrolment.learner}
    return quizzes.hand_in(enrolment, test.key, answers, **{**given, **values})


def test_a_passed_quiz_is_done():
    test = quiz()
    enrolment = enrolled(lesson(), test)

    attempt = hand_in(enrolment, test, RIGHT)

    assert (attempt.number, attempt.score, attempt.max_score, attempt.passed) == (1, 1, 1, True)
    assert Completion.objects.get().activity_key == test.key
    assert Response.objects.get().answer == RIGHT[QUESTION]


def test_a_failed_quiz_is_not_done():
    test = quiz()

    attempt = hand_in(enrolled(test), test, WRONG)

    assert (attempt.score, attempt.passed) == (0, False)
    assert not Completion.objects.exists()


def test_passing_the_last_quiz_completes_the_course():
    test = quiz()
    enrolment = enrolled(test)

    hand_in(enrolment, test, RIGHT)

    assert Enrolment.objects.get(pk=enrolment.pk).status == "completed"


def test_a_question_left_out_earns_nothing_and_is_kept_as_unanswered():
    test = quiz()

    attempt = hand_in(enrolled(test), test, {})

    assert attempt.score == 0
    assert attempt.responses.get().answer == []


def test_the_same_attempt_again_returns_the_first():
    test, attempt_id = quiz(), uuid.uuid4()
    enrolment = enrolled(test)
    first = hand_in(enrolment, test, WRONG, attempt_id=attempt_id)

    assert hand_in(enrolment, test, WRONG, attempt_id=attempt_id) == first
    assert Attempt.objects.get().passed is False


def test_other_answers_to_a_try_that_was_handed_in_are_refused():
    test, attempt_id = quiz(), uuid.uuid4()
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG, attempt_id=attempt_id)

    with pytest.raises(quizzes.AlreadyHandedIn, match="look at its result"):
        hand_in(enrolment, test, RIGHT, attempt_id=attempt_id)

    assert Attempt.objects.get().passed is False


def test_no_try_more_than_allowed():
    test = quiz(tries=2)
    enrolment = enrolled(test)
    numbers = [hand_in(enrolment, test, WRONG).number for _ in range(2)]

    with pytest.raises(quizzes.NoTriesLeft, match="Speak with your trainer"):
        hand_in(enrolment, test, RIGHT)

    assert numbers == [1, 2]
    assert Attempt.objects.count() == 2


def test_without_a_limit_one_may_try_as_often_as_wanted():
    test = quiz(tries=0)
    enrolment = enrolled(test)

    assert [hand_in(enrolment, test, WRONG).number for _ in range(5)] == [1, 2, 3, 4, 5]


def test_a_passed_quiz_is_not_taken_again_with_its_answers_known():
    test = quiz()
    enrolment = enrolled(test)
    hand_in(enrolment, test, RIGHT)

    with pytest.raises(quizzes.AlreadyPassed):
        hand_in(enrolment, test, RIGHT)


@pytest.mark.parametrize(
    "answers", [{str(uuid.uuid4()): [OPTIONS[0]]}, {QUESTION: [str(uuid.uuid4())]}]
)
def test_answers_that_are_not_in_the_edition_are_refused(answers):
    test = quiz()

    with pytest.raises(learning.AnswerDoesNotFit):
        hand_in(enrolled(test), test, answers)


def test_a_quiz_of_another_course_is_refused():
    elsewhere = quiz()
    edition(elsewhere)

    with pytest.raises(learning.NotInThisCourse):
        hand_in(enrolled(), elsewhere, RIGHT)


def test_a_lesson_is_not_handed_in():
    first = lesson()

    with pytest.raises(learning.WrongKindOfActivity):
        hand_in(enrolled(first), first, {})
