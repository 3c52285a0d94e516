"""Tries and time: limits, due days, the end of a cohort, and answers from a phone without a network."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from freezegun import freeze_time

from courses import tasks
from courses.actions import learning, quizzes
from courses.models import Attempt, Completion, Grade

from . import attempts as hers
from .attempts import NOW, hand_in, keep, place, right, start, wrong

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(minutes=10)

TOO_LATE = NOW + dt.timedelta(minutes=22)


def test_after_the_time_nothing_is_taken_any_more():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)

    with freeze_time(TOO_LATE):
        for deed in (keep, lambda attempt, answers: hand_in(enrolment, answers)):
            with pytest.raises(quizzes.TimeIsOver):
                deed(attempt, right("single"))


def test_a_minute_is_left_for_a_slow_network():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)

    with freeze_time(NOW + dt.timedelta(minutes=20, seconds=50)):
        assert hand_in(enrolment, right("single"), attempt_id=attempt.pk).passed


def test_when_the_time_is_over_the_clock_hands_in_what_was_kept():
    enrolment = place("single", "number", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
        keep(attempt, right("single"))
    with freeze_time(LATER):
        tasks.close_attempts(None)
        assert Attempt.objects.get().is_open

    for _twice in range(2):
        with freeze_time(TOO_LATE):
            tasks.close_attempts(None)

    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.score, attempt.out_of_time) == ("marked", 1, True)
    assert attempt.handed_in_at == NOW + dt.timedelta(minutes=20)
    assert attempt.draft == {}


def test_starting_when_the_time_is_over_hands_in_the_old_try_and_begins_another():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        first = start(enrolment)
    with freeze_time(TOO_LATE):
        second = start(enrolment)

    first.refresh_from_db()
    assert (first.status, second.status, second.number) == ("marked", "open", 2)


def test_answers_given_in_time_without_a_network_take_the_place_of_the_draft():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
    with freeze_time(TOO_LATE):
        tasks.close_attempts(None)
    assert Grade.objects.get().computed == 0

    with freeze_time(NOW + dt.timedelta(days=2)):
        hand_in(enrolment, right("single"), attempt_id=attempt.pk, at=LATER)

    attempt.refresh_from_db()
    assert (attempt.passed, attempt.out_of_time, attempt.handed_in_at) == (True, False, LATER)
    assert attempt.responses.count() == 1
    assert Grade.objects.get().computed == 100
    assert Completion.objects.count() == 1


def test_who_has_seen_the_result_changes_nothing_any_more():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
    with freeze_time(TOO_LATE):
        tasks.close_attempts(None)
        quizzes.look(attempt, by=enrolment.learner)

        with pytest.raises(quizzes.AlreadyHandedIn):
            hand_in(enrolment, right("single"), attempt_id=attempt.pk, at=LATER)


def test_answers_given_too_late_without_a_network_do_not():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
    with freeze_time(TOO_LATE):
        tasks.close_attempts(None)

    with freeze_time(NOW + dt.timedelta(days=2)), pytest.raises(quizzes.TimeIsOver):
        hand_in(enrolment, right("single"), attempt_id=attempt.pk, at=TOO_LATE)


def test_a_draft_that_arrives_after_the_hand_in_adds_nothing():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
        hand_in(enrolment, wrong("single"), attempt_id=attempt.pk, at=NOW)
        keep(attempt, right("single"), at=NOW - dt.timedelta(seconds=5))

        with pytest.raises(quizzes.AlreadyHandedIn):
            keep(attempt, right("single"), at=NOW + dt.timedelta(seconds=5))
    assert Attempt.objects.get().score == 0


# Dates, cohorts and editions


@freeze_time(NOW)
def test_before_it_opens_it_is_not_started():
    enrolment = place("single", minutes=20)
    hers.due(enrolment, due_on=None, opens_on=NOW.date() + dt.timedelta(days=1))

    with pytest.raises(learning.ActivityLocked):
        start(enrolment)


@freeze_time(NOW)
def test_after_the_due_day_it_is_neither_started_nor_handed_in():
    enrolment = place("single")
    hers.due(enrolment, NOW.date() - dt.timedelta(days=1))

    for deed in (start, lambda enrolment: hand_in(enrolment, right("single"))):
        with pytest.raises(quizzes.PastDue, match="1 March 2026|March 1, 2026"):
            deed(enrolment)


def test_on_the_due_day_one_may_still_and_what_was_done_then_may_arrive_later():
    enrolment = place("single")
    hers.due(enrolment, NOW.date())

    with freeze_time(NOW + dt.timedelta(days=3)):
        assert hand_in(enrolment, right("single"), at=NOW).passed


def test_what_is_under_way_when_the_due_day_ends_is_handed_in():
    enrolment = place("single", one_by_one=True)
    with freeze_time(NOW):
        attempt = start(enrolment)
        keep(attempt, right("single"))
    hers.due(enrolment, NOW.date())

    with freeze_time(NOW + dt.timedelta(days=1)):
        tasks.close_attempts(None)

    assert Attempt.objects.get().passed


def test_when_the_cohort_closes_what_is_under_way_is_handed_in():
    enrolment = place("single", one_by_one=True)
    with freeze_time(NOW):
        keep(start(enrolment), right("single"))
    enrolment.cohort.closes_on = NOW.date()
    enrolment.cohort.save()

    with freeze_time(NOW + dt.timedelta(days=1)):
        with pytest.raises(learning.CourseNotOpen):
            hand_in(enrolment, wrong("single"))
        tasks.close_attempts(None)

    assert Attempt.objects.get().passed


def test_who_was_withdrawn_hands_in_nothing_and_her_try_waits_for_her():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
    enrolment.status = "withdrawn"
    enrolment.save()

    with freeze_time(TOO_LATE):
        tasks.close_attempts(None)
        with pytest.raises(PermissionDenied):
            hand_in(enrolment, right("single"), attempt_id=attempt.pk)

    assert Attempt.objects.get().is_open
