from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import reviews
from courses.models import Completion, Enrolment, Review, Submission
from lms.notices.models import Notice
from tests.factories.courses import BEST, CRITERIA, FAIR, LEVELS, WORST, EnrolmentFactory
from tests.factories.people import PersonFactory, appointed

from .marking import mark, taught, waiting_work
from .test_submissions import hand_in

pytestmark = pytest.mark.django_db


def now(submission):
    submission.refresh_from_db()
    return submission.status, submission.percent


def test_accepted_work_is_done_and_completes_the_course():
    submission, trainer, _other = waiting_work()

    mark(submission, trainer)

    assert now(submission) == ("accepted", 50)
    done = Completion.objects.get()
    assert (done.basis, done.done_at) == ("self", submission.handed_in_at)
    assert Enrolment.objects.get(pk=submission.enrolment_id).status == "completed"


def test_work_to_be_done_again_is_not_done():
    submission, trainer, _other = waiting_work()

    mark(submission, trainer, "redo")

    assert now(submission) == ("redo", 50)
    assert not Completion.objects.exists()


def test_the_learner_is_told_without_a_private_word():
    submission, trainer, _other = waiting_work()

    mark(submission, trainer, comment="A private word")

    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (submission.enrolment.learner, "courses.work_marked")
    assert notice.params == {"activity": submission.activity.titles, "name": str(trainer)}
    assert "private" not in f"{notice.title} {notice.text}"


def test_a_redo_needs_a_reason_in_writing_or_by_voice():
    submission, trainer, _other = waiting_work()

    with pytest.raises(reviews.ReasonMissing):
        mark(submission, trainer, "redo", comment=" ")


def test_each_criterion_needs_one_of_its_levels():
    submission, trainer, _other = waiting_work()

    for levels in ({}, {CRITERIA[0]: LEVELS[0]}, {**FAIR, CRITERIA[0]: LEVELS[4]}):
        with pytest.raises(reviews.LevelsMissing):
            mark(submission, trainer, levels=levels)


def test_work_below_the_pass_mark_is_not_accepted():
    submission, trainer, _other = waiting_work()

    with pytest.raises(reviews.BelowPassMark) as refusal:
        mark(submission, trainer, levels=WORST)

    assert "it is 0%, and 50% are needed" in str(refusal.value)
    assert now(submission) == ("waiting", None)


@pytest.mark.parametrize(("outcome", "percent"), [("accept", 100), ("redo", 0)])
def test_without_a_rubric_accepted_work_is_worth_all(outcome, percent):
    submission, trainer, _other = waiting_work(rubric={})

    mark(submission, trainer, outcome, levels={})

    assert now(submission)[1] == percent


def test_only_who_runs_the_cohort_marks_and_nobody_her_own_work():
    submission, trainer, _other = waiting_work()
    own = hand_in(
        EnrolmentFactory(cohort=submission.enrolment.cohort, learner=trainer), submission.activity
    )
    strangers = [
        PersonFactory(),
        submission.enrolment.learner,
        appointed("trainer"),
        appointed("manager", "SN"),
        appointed("mentor"),
    ]

    for person in strangers:
        with pytest.raises(PermissionDenied):
            mark(submission, person)
    with pytest.raises(PermissionDenied):
        mark(own, trainer)
    assert not Review.objects.exists()


def test_a_manager_of_the_country_marks():
    submission, *_trainers = waiting_work()

    mark(submission, appointed("manager", "MA"))

    assert now(submission)[0] == "accepted"


def test_saying_the_same_again_is_one_review():
    submission, trainer, _other = waiting_work()

    assert mark(submission, trainer) == mark(submission, trainer)
    assert Notice.objects.count() == 1


def test_a_marker_does_not_change_what_she_has_said():
    submission, trainer, _other = waiting_work()
    mark(submission, trainer)

    with pytest.raises(reviews.AlreadyReviewed):
        mark(submission, trainer, levels=BEST)

    assert Review.objects.get().percent == 50


def test_who_comes_second_is_told_who_was_first():
    submission, first, second = waiting_work()
    mark(submission, first)

    with pytest.raises(reviews.JustMarked) as refusal:
        mark(submission, second, "redo")

    assert str(refusal.value).startswith(f"{first} has just marked this.")
    assert now(submission) == ("accepted", 50)


def test_a_second_opinion_is_kept_beside_the_first_and_changes_nothing():
    submission, first, second = waiting_work()
    mark(submission, first)

    mark(submission, second, "redo", second_opinion=True)

    assert Review.objects.count() == 2
    assert now(submission) == ("accepted", 50)
    assert Notice.objects.count() == 1


def test_one_of_two_markers_leaves_the_work_waiting_and_nobody_is_told():
    submission, first, _second = waiting_work(second_marker=True)

    mark(submission, first)

    assert now(submission) == ("waiting", None)
    assert not Notice.objects.exists()


def test_two_markers_who_agree_settle_it_with_their_mean():
    submission, first, second = waiting_work(second_marker=True)

    mark(submission, first, levels=BEST)
    mark(submission, second, levels=FAIR)

    assert now(submission) == ("accepted", 75)


def test_the_same_person_is_not_the_second_marker():
    submission, first, _second = waiting_work(second_marker=True)
    mark(submission, first)

    with pytest.raises(reviews.AlreadyReviewed):
        mark(submission, first, levels=BEST)

    assert now(submission)[0] == "waiting"


def test_a_third_person_settles_what_two_see_differently():
    submission, first, second, third = waiting_work(3, second_marker=True)
    mark(submission, first, levels=BEST)
    mark(submission, second, "redo")
    assert now(submission)[0] == "waiting"

    review = mark(submission, third, levels=FAIR)

    assert review.settles
    assert now(submission) == ("accepted", 50)


def test_one_of_the_two_settles_it_by_coming_round_and_both_her_words_stay():
    submission, first, second = waiting_work(second_marker=True)
    mark(submission, first, levels=BEST)
    mark(submission, second, "redo")

    with pytest.raises(reviews.StillDiffer):
        mark(submission, second, "redo", comment="I insist.")
    mark(submission, second, levels=FAIR, comment="You are right.")

    assert now(submission) == ("accepted", 75)
    assert list(submission.reviews.values_list("comment", "settles")) == [
        ("Well seen.", False),
        ("Add the costs.", False),
        ("You are right.", True),
    ]


def test_the_queue_of_a_marker_holds_what_waits_for_her():
    def queue(person):
        return set(Submission.objects.to_mark_by(person))

    submission, first, second, third = waiting_work(3, second_marker=True)
    assert queue(first) == queue(second) == {submission}
    assert queue(submission.enrolment.learner) == queue(appointed("trainer")) == set()

    mark(submission, first)
    assert (queue(first), queue(second)) == (set(), {submission})

    mark(submission, second, "redo")
    assert queue(first) == queue(second) == queue(third) == {submission}

    mark(submission, third)
    assert queue(first) == queue(second) == queue(third) == set()


def test_work_of_people_who_left_waits_for_nobody():
    submission, trainer, _other = waiting_work()
    Enrolment.objects.update(status="withdrawn")

    assert not Submission.objects.to_mark_by(trainer).exists()


def test_a_percentage_keeps_its_hundredths():
    enrolment, work = taught(rubric={"a": {"x": "1", "y": "3"}}, pass_mark=0)
    submission = hand_in(enrolment, work)

    mark(submission, enrolment.cohort.trainers.first(), levels={"a": "x"})

    assert now(submission)[1] == Decimal("33.33")
