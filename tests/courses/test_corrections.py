from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from courses import tasks
from courses.actions import corrections, learning, marking
from courses.models import Attempt, Completion, Enrolment, Grade, KeyCorrection, Mark
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from tests.factories.courses import (
    CHECK,
    OPTIONS,
    CohortFactory,
    EnrolmentFactory,
    edition,
    lesson,
)
from tests.factories.people import PersonFactory
from tests.factories.questions import id_of, question

from .attempts import NOW, NUMBER, SINGLE, hand_in, place, quiz_in, right, wrong

pytestmark = pytest.mark.django_db


def other_key():
    """The third option is the right one, which everybody thought wrong."""
    _asked, key, _feedback = question("single")
    return {**key, "correct": [id_of("single", "", "option", 2)]}


@pytest.fixture
def enrolment():
    return place("single", pass_mark=70)


@pytest.fixture
def trainer(enrolment):
    made = PersonFactory()
    enrolment.cohort.edition.programme.trainers.add(made)
    return made


def classmate(enrolment):
    return EnrolmentFactory(cohort=enrolment.cohort)


def correct(enrolment, *, by, key=None, question_id=SINGLE, reason="It was the third."):
    quiz = quiz_in(enrolment)
    return corrections.correct_key(quiz, question_id, key or other_key(), reason, by=by)


def run_all():
    while promised := Job.objects.unfinished().filter(name="courses.mark_again").first():
        jobs.run(promised.pk)


def test_all_attempts_are_marked_again_and_those_concerned_are_told(enrolment, trainer):
    good, bad = enrolment, classmate(enrolment)
    hand_in(good, wrong("single"))
    hand_in(bad, right("single"))
    untouched = hand_in(classmate(enrolment), {})

    correct(enrolment, by=trainer)
    run_all()

    scores = {(one.enrolment, one.number): (one.score, one.passed) for one in Attempt.objects.all()}
    assert scores == {
        (good, 1): (1, True),
        (bad, 1): (0, False),
        (untouched.enrolment, 1): (0, False),
    }
    told = Notice.objects.filter(kind="courses.result_changed")
    assert {notice.person for notice in told} == {good.learner, bad.learner}
    assert told.count() == 2


def test_grades_follow_and_what_was_completed_stays(enrolment, trainer):
    lucky, unlucky = enrolment, classmate(enrolment)
    hand_in(lucky, wrong("single"))
    hand_in(unlucky, right("single"))

    correct(enrolment, by=trainer)
    run_all()

    grades = {grade.enrolment: grade.computed for grade in Grade.objects.all()}
    assert grades == {lucky: 100, unlucky: 0}
    assert {done.enrolment for done in Completion.objects.all()} == {lucky, unlucky}
    assert set(Enrolment.objects.values_list("status", flat=True)) == {"completed"}


def test_running_twice_and_being_cut_short_changes_nothing(enrolment, trainer, monkeypatch):
    for one in (enrolment, *[classmate(enrolment) for _ in range(4)]):
        hand_in(one, wrong("single"))
    correction = correct(enrolment, by=trainer)
    promised = Job.objects.get(name="courses.mark_again")
    monkeypatch.setattr(tasks, "BATCH", 2)

    # A worker dies after two: the work is taken up again from the beginning.
    for attempt in Attempt.objects.order_by("pk")[:2]:
        corrections.mark_again(attempt, correction, by=SYSTEM)
    jobs.run(promised.pk)
    tasks.mark_again(promised, correction.pk)

    assert Mark.objects.filter(correction=correction).count() == 5
    assert Notice.objects.filter(kind="courses.result_changed").count() == 5
    assert {attempt.score for attempt in Attempt.objects.all()} == {1}


def test_out_of_time_the_rest_is_promised(enrolment, trainer, monkeypatch):
    for one in (enrolment, *[classmate(enrolment) for _ in range(4)]):
        hand_in(one, wrong("single"))
    correct(enrolment, by=trainer)
    monkeypatch.setattr(tasks, "BATCH", 2)
    monkeypatch.setattr(tasks, "TIME_FOR_A_ROUND", -tasks.TIME_FOR_A_ROUND)

    jobs.run(Job.objects.get(name="courses.mark_again").pk)
    assert Attempt.objects.filter(score=1).count() == 2
    run_all()

    assert Attempt.objects.filter(score=1).count() == 5


def test_marks_that_a_person_gave_stay(enrolment, trainer):
    attempt = hand_in(enrolment, wrong("single"))
    by = enrolment.cohort.trainers.get()
    marking.mark_response(attempt.responses.get(), Decimal("0.5"), seen=0, by=by)

    correct(enrolment, by=trainer)
    run_all()

    assert Attempt.objects.get().score == Decimal("0.5")
    assert not Notice.objects.filter(kind="courses.result_changed").exists()


def test_what_is_handed_in_after_the_correction_has_the_new_key(enrolment, trainer):
    hand_in(enrolment, wrong("single"))
    correct(enrolment, by=trainer)
    new = hand_in(classmate(enrolment), wrong("single"))
    run_all()

    assert new.passed
    assert Mark.objects.count() == 1


def test_a_second_correction_before_the_first_is_worked_off(enrolment, trainer):
    hand_in(enrolment, wrong("single"))
    correct(enrolment, by=trainer)
    _asked, key, _feedback = question("single")
    correct(enrolment, by=trainer, key=key, reason="No, it was right as it was.")
    run_all()

    assert Attempt.objects.get().score == 0
    assert KeyCorrection.objects.count() == 2


def test_a_waiting_attempt_is_corrected_and_told_when_it_is_marked():
    enrolment = place("single", "open")
    maker = PersonFactory()
    enrolment.cohort.edition.programme.trainers.add(maker)
    hand_in(enrolment, wrong("single") | right("open"))

    correct(enrolment, by=maker)
    run_all()

    assert (Attempt.objects.get().status, Attempt.objects.get().score) == ("waiting", 1)
    assert not Notice.objects.exists()


def test_the_same_correction_again_is_one(enrolment, trainer):
    assert correct(enrolment, by=trainer) == correct(enrolment, by=trainer)
    assert Job.objects.filter(name="courses.mark_again").count() == 1


def test_who_teaches_the_cohort_but_not_the_programme_corrects_nothing(enrolment):
    with pytest.raises(PermissionDenied):
        correct(enrolment, by=enrolment.cohort.trainers.get())


@pytest.mark.parametrize(
    "change",
    [
        {"correct": []},
        {"correct": [str(id_of("single", "", "option", 9))]},
        {"marks": "5"},
        {"kind": "several"},
        {"more": "than there was"},
    ],
)
def test_a_key_that_no_answer_could_meet_is_refused(enrolment, trainer, change):
    with pytest.raises(corrections.KeyDoesNotFit):
        correct(enrolment, by=trainer, key={**other_key(), **change})


def test_a_question_of_another_quiz_is_refused(enrolment, trainer):
    with pytest.raises(corrections.KeyDoesNotFit):
        correct(enrolment, by=trainer, question_id=NUMBER)


def test_without_a_reason_or_without_a_change_nothing_is_corrected(enrolment, trainer):
    with pytest.raises(corrections.ReasonMissing):
        correct(enrolment, by=trainer, reason="  ")
    _asked, key, _feedback = question("single")
    with pytest.raises(corrections.NothingToCorrect):
        correct(enrolment, by=trainer, key=key)


def test_what_a_person_marks_has_no_key_to_correct():
    enrolment = place("open")
    maker = PersonFactory()
    enrolment.cohort.edition.programme.trainers.add(maker)

    with pytest.raises(corrections.NothingToCorrect, match="A person marks"):
        correct(enrolment, by=maker, question_id=id_of("open", ""))


def test_quick_checks_of_lessons_are_said_right_or_wrong_anew(trainer):
    first = lesson()
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=edition(first)))
    activity = enrolment.cohort.edition.activities.get()
    activity.edition.programme.trainers.add(trainer)
    kept = learning.answer_check(
        enrolment, first.key, CHECK, [OPTIONS[1]], at=NOW, by=enrolment.learner
    )
    assert not kept.right

    new_key = {**activity.answer_key[CHECK], "correct": [OPTIONS[1]]}
    corrections.correct_key(activity, CHECK, new_key, "It was the second.", by=trainer)
    run_all()

    kept.refresh_from_db()
    assert kept.right
