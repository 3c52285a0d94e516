import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from courses.actions import learning
from courses.choices import Basis
from courses.models import CheckAnswer, Completion, Enrolment
from courses.signals import course_completed
from lms.core.policy import SYSTEM
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

RIGHT, WRONG = [OPTIONS[0]], [OPTIONS[1]]


def at(hour, day=1):
    return dt.datetime(2024, 3, day, hour, tzinfo=dt.UTC)


def enrolled(*activities, **cohort):
    return EnrolmentFactory(cohort=CohortFactory(edition=edition(*activities), **cohort))


def finish(enrolment, activity, when=None):
    return learning.finish_lesson(enrolment, activity.key, at=when or at(9), by=enrolment.learner)


def answer(enrolment, activity, chosen, when, question=CHECK):
    return learning.answer_check(
        enrolment, activity.key, question, chosen, at=when, by=enrolment.learner
    )


@pytest.fixture
def completed():
    """The enrolments whose completion was announced."""
    heard = []

    def hear(sender, enrolment, **kwargs):
        heard.append(enrolment)

    course_completed.connect(hear)
    yield heard
    course_completed.disconnect(hear)


def test_a_lesson_is_finished_at_the_time_of_the_device():
    first, second = lesson(), lesson()
    enrolment = enrolled(first, second)

    finish(enrolment, first, at(9))

    assert Completion.objects.get().done_at == at(9)
    assert Completion.objects.get().activity_key == first.key


@pytest.mark.parametrize("again", [at(8), at(10)])
def test_finishing_again_changes_nothing(again):
    first = lesson()
    enrolment = enrolled(first, lesson())
    done = finish(enrolment, first, at(9))

    assert finish(enrolment, first, again) == done
    assert Completion.objects.get().done_at == at(9)


def test_a_lesson_of_another_course_is_refused():
    elsewhere = lesson()
    edition(elsewhere)

    with pytest.raises(learning.NotInThisCourse):
        finish(enrolled(), elsewhere)


def test_a_quiz_cannot_be_finished_like_a_lesson():
    test = quiz()

    with pytest.raises(learning.WrongKindOfActivity, match="is something else: quiz"):
        finish(enrolled(test), test)


def test_nobody_learns_for_somebody_else():
    first = lesson()
    enrolment = enrolled(first)

    with pytest.raises(PermissionDenied):
        learning.finish_lesson(enrolment, first.key, at=at(9), by=PersonFactory())


def test_a_withdrawn_learner_records_nothing():
    first = lesson()
    enrolment = enrolled(first)
    enrolment.status = Enrolment.Status.WITHDRAWN

    with pytest.raises(PermissionDenied):
        finish(enrolment, first)


def test_the_last_required_activity_completes_the_course_once(completed):
    first, second, extra = lesson(), lesson(), lesson(required=False)
    enrolment = enrolled(first, second, extra)

    finish(enrolment, second, at(12))
    assert completed == []
    finish(enrolment, first, at(9))
    finish(enrolment, extra, at(15))

    enrolment.refresh_from_db()
    assert completed == [enrolment]
    assert (enrolment.status, enrolment.completed_at) == ("completed", at(12))


def test_a_course_is_not_completed_when_who_hears_of_it_fails():
    first = lesson()
    enrolment = enrolled(first)

    def fail(sender, **kwargs):
        raise RuntimeError

    course_completed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            finish(enrolment, first)
    finally:
        course_completed.disconnect(fail)

    assert not Completion.objects.exists()


def test_nothing_is_recorded_before_the_course_opens():
    first = lesson()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    enrolment = enrolled(first, opens_on=tomorrow)

    with pytest.raises(learning.CourseNotOpen, match="opens on"):
        finish(enrolment, first, timezone.now())


CLOSED = {"opens_on": dt.date(2024, 3, 1), "closes_on": dt.date(2024, 3, 31)}


def test_what_was_done_before_the_course_closed_may_be_sent_later():
    first = lesson()

    assert finish(enrolled(first, **CLOSED), first, at(9, day=31)).done_at == at(9, day=31)


def test_nothing_new_is_recorded_after_the_course_closed():
    first = lesson()

    with pytest.raises(learning.CourseNotOpen, match="closed on"):
        finish(enrolled(first, **CLOSED), first, timezone.now())


def test_a_phone_whose_clock_stopped_still_records_while_the_course_is_open():
    first = lesson()

    assert finish(enrolled(first), first, dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def test_the_latest_answer_to_a_check_stays_in_whatever_order_they_come():
    first = lesson()
    enrolment = enrolled(first)

    answer(enrolment, first, RIGHT, at(10))
    answer(enrolment, first, WRONG, at(9))
    assert (CheckAnswer.objects.get().answer, CheckAnswer.objects.get().right) == (RIGHT, True)
    answer(enrolment, first, WRONG, at(11))

    kept = CheckAnswer.objects.get()
    assert (kept.answer, kept.right, kept.answered_at) == (WRONG, False, at(11))


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        (str(uuid.UUID(int=404)), RIGHT),
        (CHECK, [str(uuid.UUID(int=404))]),
        (CHECK, OPTIONS[:2]),
        (CHECK, "12"),
    ],
)
def test_an_answer_that_nobody_was_asked_for_is_refused(question, chosen):
    first = lesson()

    with pytest.raises(learning.AnswerDoesNotFit):
        answer(enrolled(first), first, chosen, at(9), question=question)


def test_the_questions_of_a_quiz_cannot_be_tried_out_as_quick_checks():
    test = quiz()

    with pytest.raises(learning.WrongKindOfActivity):
        answer(enrolled(test), test, RIGHT, at(9), question=QUESTION)


def test_what_somebody_gives_says_on_what_ground_and_who_had_it_keeps_hers():
    enrolment, trainer = EnrolmentFactory(), PersonFactory()
    first, second = enrolment.cohort.edition.activities.order_by("position")
    learning.complete(enrolment, first, at=at(9), by=enrolment.learner)

    for activity in (first, second):
        learning.complete(
            enrolment,
            activity,
            at=at(9),
            by=SYSTEM,
            basis=Basis.GROUP,
            given_by=trainer,
            reason="with us",
        )

    hers, given = enrolment.completions.order_by("pk")
    assert (hers.basis, hers.given_by, hers.reason) == (Basis.SELF_STUDY, None, "")
    assert (given.basis, given.given_by, given.reason) == (Basis.GROUP, trainer, "with us")
