"""Tries at a quiz: what is asked, kept, handed in and counted, and by whom."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from freezegun import freeze_time

from courses.actions import learning, quizzes
from courses.actions.moving import move_learner
from courses.actions.uploads import FileMissing
from courses.models import Attempt, Completion, Grade
from lms.core.policy import SYSTEM
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, quiz_of, upload
from tests.factories.people import PersonFactory
from tests.factories.questions import id_of

from . import attempts as hers
from .attempts import NOW, NUMBER, SINGLE, hand_in, keep, place, quiz_in, right, start, wrong

pytestmark = pytest.mark.django_db

UPLOAD = id_of("upload", "")


def test_a_try_that_is_started_asks_all_questions_and_has_its_time():
    enrolment = place("single", "number", minutes=20)

    with freeze_time(NOW):
        attempt = start(enrolment)

    assert sorted(attempt.questions) == sorted([SINGLE, NUMBER])
    assert (attempt.status, attempt.number, attempt.max_score) == ("open", 1, 2)
    assert attempt.ends_at == NOW + dt.timedelta(minutes=20)


def test_starting_again_on_another_phone_or_after_a_reload_goes_on_with_the_same_try():
    enrolment = place("single", minutes=20)
    first = start(enrolment)

    assert [start(enrolment), start(enrolment, attempt_id=first.pk)] == [first, first]
    assert Attempt.objects.get().ends_at == first.ends_at


def test_so_many_questions_are_drawn_and_kept():
    pool = [hers.id_of(kind, "") for kind in ("several", "truefalse", "number", "short")]
    enrolment = place(
        *("single", "several", "truefalse", "number", "short"),
        draws=[{"pool": pool, "number": 2}],
    )

    attempt = start(enrolment)

    assert len(set(attempt.questions)) == 3
    assert SINGLE in attempt.questions
    assert attempt.max_score == 3
    assert Attempt.objects.get().questions == attempt.questions


def test_only_questions_of_the_draw_are_answered_and_marked():
    enrolment = place("single", "number", draws=[{"pool": [SINGLE, NUMBER], "number": 1}])
    attempt = start(enrolment)
    asked = "single" if attempt.questions == [SINGLE] else "number"
    other = "number" if asked == "single" else "single"

    with pytest.raises(learning.AnswerDoesNotFit):
        hand_in(enrolment, right(asked) | right(other), attempt_id=attempt.pk)
    handed_in = hand_in(enrolment, right(asked), attempt_id=attempt.pk)

    assert (handed_in.score, handed_in.max_score, handed_in.passed) == (1, 1, True)
    assert handed_in.responses.count() == 1


@pytest.mark.parametrize("rules", [{"minutes": 20}, {"draws": [{"pool": [SINGLE], "number": 1}]}])
def test_what_must_be_started_is_not_handed_in_without(rules):
    enrolment = place("single", **rules)

    with pytest.raises(quizzes.NotStarted):
        hand_in(enrolment, right("single"))

    assert not Attempt.objects.exists()


def test_a_simple_quiz_is_started_and_handed_in_at_once():
    enrolment = place("single")

    attempt = hand_in(enrolment, right("single"))

    assert (attempt.status, attempt.passed, attempt.ends_at) == ("marked", True, None)
    assert Grade.objects.get().computed == 100


def test_answers_are_kept_as_she_goes_and_the_latest_of_each_question_stays():
    enrolment = place("single", "number", minutes=20)
    with freeze_time(NOW):
        attempt = start(enrolment)
        keep(attempt, right("single"), at=NOW + dt.timedelta(seconds=20))
        keep(attempt, wrong("single") | right("number"), at=NOW + dt.timedelta(seconds=10))

    assert Attempt.objects.get().answers_so_far == right("single") | right("number")


@freeze_time(NOW)
def test_a_hand_in_from_a_second_phone_after_the_first_is_refused():
    enrolment = place("single", minutes=20)
    attempt = start(enrolment)
    hand_in(enrolment, wrong("single"), attempt_id=attempt.pk)

    with pytest.raises(quizzes.AlreadyHandedIn):
        hand_in(enrolment, right("single"), attempt_id=attempt.pk)
    again = hand_in(enrolment, wrong("single"), attempt_id=attempt.pk)

    assert again == attempt
    assert Attempt.objects.get().score == 0


def test_a_page_that_showed_the_first_try_does_not_hand_in_a_second():
    enrolment = place("single")
    hand_in(enrolment, wrong("single"), number=1)

    with pytest.raises(quizzes.AlreadyHandedIn):
        hand_in(enrolment, right("single"), number=1)
    assert hand_in(enrolment, right("single"), number=2).number == 2


def test_a_simple_page_hands_in_the_try_that_was_started_on_another_phone():
    enrolment = place("single", one_by_one=True)
    attempt = start(enrolment)

    assert hand_in(enrolment, right("single")) == attempt


def moved_to_another_edition(enrolment, *kinds):
    """The cohort goes on with an edition whose quiz, under the same key, asks something else."""
    old = quiz_in(enrolment)
    asked = quiz_of(*kinds)
    other = edition(asked, programme=enrolment.cohort.edition.programme)
    other.activities.filter(key=asked.key).update(key=old.key)
    enrolment.cohort.edition = other
    enrolment.cohort.save()


def test_a_try_finishes_on_the_edition_it_was_taken_from_and_counts_in_the_new_one():
    enrolment = place("single", minutes=20)
    attempt, old = start(enrolment), quiz_in(enrolment)
    moved_to_another_edition(enrolment, "number")

    assert start(enrolment) == attempt
    handed_in = hand_in(enrolment, right("single"), attempt_id=attempt.pk)

    assert (handed_in.activity, handed_in.passed) == (old, True)
    assert Completion.objects.get().activity_key == old.key
    enrolment.refresh_from_db()
    assert enrolment.status == "completed"


def test_a_try_at_a_quiz_that_the_new_edition_no_longer_has_can_still_be_handed_in():
    enrolment = place("single", minutes=20)
    attempt, old = start(enrolment), quiz_in(enrolment)
    enrolment.cohort.edition = edition(programme=enrolment.cohort.edition.programme)
    enrolment.cohort.save()

    assert hand_in(enrolment, right("single"), attempt_id=attempt.pk, key=old.key).passed


def test_a_learner_who_is_moved_meanwhile_hands_in_what_she_started():
    enrolment = place("single", minutes=20)
    attempt, old = start(enrolment), quiz_in(enrolment)
    newer = edition(
        quiz_of("number"),
        programme=enrolment.cohort.edition.programme,
        key=enrolment.cohort.edition.course_key,
    )
    move_learner(enrolment, CohortFactory(edition=newer), by=SYSTEM)
    enrolment.refresh_from_db()

    handed_in = hand_in(enrolment, right("single"), attempt_id=attempt.pk, key=old.key)

    assert (handed_in.activity, handed_in.passed) == (old, True)
    assert Completion.objects.get().activity_key == old.key


def test_tries_in_an_earlier_edition_count():
    enrolment = place("single", tries=3)
    for number in (1, 2, 3):
        assert hand_in(enrolment, wrong("single")).number == number
    moved_to_another_edition(enrolment, "single")

    with pytest.raises(quizzes.NoTriesLeft):
        hand_in(enrolment, right("single"))


# Again after passing


@pytest.mark.parametrize("reveal", ["each_try", "last_try"])
def test_who_passed_and_saw_the_answers_does_not_try_again(reveal):
    enrolment = place("single", reveal=reveal)
    hand_in(enrolment, right("single"))

    with pytest.raises(quizzes.AlreadyPassed):
        hand_in(enrolment, right("single"))


@pytest.mark.parametrize("reveal", ["due", "never"])
def test_who_passed_without_seeing_the_answers_may_try_again_and_stays_passed(reveal):
    enrolment = place("single", "number", reveal=reveal, grading="last", pass_mark=50)
    hand_in(enrolment, right("single"))
    hand_in(enrolment, {})

    assert Grade.objects.get().computed == 0
    assert Completion.objects.count() == 1


def test_the_average_has_to_reach_the_pass_mark():
    enrolment = place("single", "number", grading="average", pass_mark=60, reveal="never")
    hand_in(enrolment, right("single"))
    assert hand_in(enrolment, right("single") | right("number")).passed
    assert Grade.objects.get().computed == 75
    assert Completion.objects.count() == 1


def test_a_good_try_after_two_empty_ones_is_not_enough_on_average():
    enrolment = place("single", grading="average", pass_mark=60, reveal="never")
    for answers in (wrong("single"), wrong("single"), right("single")):
        attempt = hand_in(enrolment, answers)

    assert attempt.passed
    assert not Completion.objects.exists()


# Whose it is


def test_nobody_else_starts_keeps_or_hands_in():
    enrolment = place("single", minutes=20)
    attempt, other = start(enrolment), PersonFactory()

    for deed in (
        lambda: start(enrolment, by=other),
        lambda: hand_in(enrolment, right("single"), by=other),
        lambda: quizzes.keep_draft(attempt, {}, at=timezone.now(), by=other),
        lambda: quizzes.close(attempt, by=other),
        lambda: quizzes.look(attempt, by=other),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_number_of_somebody_elses_try_is_refused():
    mine, theirs = place("single", minutes=20), place("single", minutes=20)
    other = start(theirs)

    with pytest.raises(quizzes.NotThisAttempt):
        hand_in(mine, right("single"), attempt_id=other.pk)
    with pytest.raises(quizzes.NotThisAttempt):
        start(mine, attempt_id=other.pk)


def test_closing_before_the_time_is_over_does_nothing():
    attempt = start(place("single", minutes=20))

    assert quizzes.close(attempt, by=SYSTEM).is_open


def files_of_others(enrolment):
    """Files that are not hers in this course: another learner's, her trainer's, her own of another course, none."""
    elsewhere = EnrolmentFactory(learner=enrolment.learner)
    rows = [
        upload(EnrolmentFactory(cohort=enrolment.cohort)),
        upload(enrolment, owner=enrolment.cohort.trainers.get()),
        upload(elsewhere),
    ]
    return [str(row.pk) for row in rows] + [str(uuid.uuid4())]


def test_only_her_own_files_of_this_course_are_handed_in():
    enrolment = place("upload")
    hers = str(upload(enrolment).pk)

    for other in files_of_others(enrolment):
        with pytest.raises(FileMissing):
            hand_in(enrolment, {UPLOAD: [hers, other]})
    assert not Attempt.objects.exists()

    attempt = hand_in(enrolment, {UPLOAD: [hers]})
    assert attempt.responses.get().answer == [hers]


def test_files_of_others_are_no_draft_either_and_so_never_handed_in_by_the_clock():
    enrolment = place("upload", minutes=20)
    attempt = start(enrolment)

    for other in files_of_others(enrolment):
        with pytest.raises(FileMissing):
            keep(attempt, {UPLOAD: [other]})
    attempt.refresh_from_db()
    assert attempt.draft == {}
