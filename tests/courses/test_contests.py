import uuid

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import contests, reviews
from courses.models import Completion, Contest, Enrolment, Submission
from lms.notices.models import Notice
from lms.offline import intake
from tests.factories.courses import BEST, FAIR, CohortFactory, EnrolmentFactory
from tests.factories.people import PersonFactory, appointed

from .marking import mark, waiting_work
from .test_submissions import NOW, hand_in

pytestmark = pytest.mark.django_db


def contest(marked, reason="I did say the costs.", **values):
    given = {"contest_id": uuid.uuid4(), "at": NOW, "by": marked.enrolment.learner}
    return contests.contest(marked, reason, **{**given, **values})


def marked_work(outcome="accept", trainers=2):
    """A marked submission, its marker and the other trainers."""
    submission, *trainers = waiting_work(trainers)
    mark(submission, trainers[0], outcome)
    return Submission.objects.get(pk=submission.pk), *trainers


def test_a_contest_comes_through_the_door_and_is_kept_once():
    submission, *_trainers = marked_work()
    payload = {"submission": str(submission.pk), "reason": "I did say the costs."}
    told = intake.Told(uuid.uuid4(), "courses.mark_contested", NOW, payload)

    replies = [intake.record(told, by=submission.enrolment.learner) for _ in range(2)]

    assert [reply.outcome for reply in replies] == ["stored", "duplicate"]
    assert Contest.objects.get().submission == submission


def test_a_mark_is_contested_once():
    submission, *_trainers = marked_work()
    contest(submission)

    with pytest.raises(contests.AlreadyContested):
        contest(submission, "Again.")


def test_what_is_not_marked_cannot_be_contested():
    submission, *_trainers = waiting_work()

    with pytest.raises(contests.NotMarkedYet):
        contest(submission)


def test_only_the_learner_contests_and_only_while_she_is_enrolled():
    submission, trainer, _other = marked_work()
    for person in (PersonFactory(), trainer):
        with pytest.raises(PermissionDenied):
            contest(submission, by=person)
    Enrolment.objects.update(status="withdrawn", completed_at=None)

    payload = {"submission": str(submission.pk), "reason": "No."}
    told = intake.Told(uuid.uuid4(), "courses.mark_contested", NOW, payload)

    assert intake.record(told, by=submission.enrolment.learner).code == "not_enrolled"


def test_of_others_marks_nobody_learns_anything():
    submission, *_trainers = marked_work()
    payload = {"submission": str(submission.pk), "reason": "No."}
    told = intake.Told(uuid.uuid4(), "courses.mark_contested", NOW, payload)

    assert intake.record(told, by=PersonFactory()).code == "not_enrolled"


@pytest.mark.parametrize(
    "marks", [{}, {"attempt": str(uuid.uuid4()), "submission": str(uuid.uuid4())}]
)
def test_a_contest_is_of_one_mark(marks):
    told = intake.Told(uuid.uuid4(), "courses.mark_contested", NOW, {"reason": "No.", **marks})

    assert intake.record(told, by=PersonFactory()).code == "payload"


def test_the_trainers_who_did_not_give_the_mark_are_told_without_the_reason():
    submission, _marker, other = marked_work()

    contest(submission, "A private word")

    notice = Notice.objects.get(kind="courses.mark_contested")
    assert notice.person == other
    assert "private" not in f"{notice.params} {notice.text} {notice.title}"


def test_another_trainer_or_a_manager_answers_and_nobody_else():
    submission, marker, other = marked_work()
    raised = contest(submission)
    manager = appointed("manager", "MA")

    for person in (marker, submission.enrolment.learner, PersonFactory(), appointed("trainer")):
        assert raised not in Contest.objects.waiting().answerable_by(person)
        with pytest.raises(PermissionDenied):
            contests.uphold(raised, "It stays.", by=person)
    for person in (other, manager):
        assert raised in Contest.objects.waiting().answerable_by(person)


def test_an_upheld_mark_stays_and_the_learner_is_told():
    submission, _marker, other = marked_work("redo")
    raised = contest(submission)

    contests.uphold(raised, "The costs are missing.", by=other)
    contests.uphold(raised, "The costs are missing.", by=other)

    raised.refresh_from_db()
    assert (raised.outcome, raised.answer, raised.answered_by) == (
        "upheld",
        "The costs are missing.",
        other,
    )
    assert Submission.objects.get().status == "redo"
    notice = Notice.objects.get(kind="courses.contest_answered")
    assert (notice.person, notice.params) == (
        submission.enrolment.learner,
        {"activity": submission.activity.titles, "name": str(other)},
    )


def test_a_changed_mark_is_settled_by_a_review_and_the_course_goes_on():
    submission, marker, other = marked_work("redo")
    raised = contest(submission)

    for _ in range(2):
        contests.review_again(raised, "You are right.", levels=BEST, by=other)

    submission.refresh_from_db()
    assert (submission.status, submission.percent) == ("accepted", 100)
    assert list(submission.reviews.values_list("marker", "settles")) == [
        (marker.pk, False),
        (other.pk, True),
    ]
    assert Contest.objects.get().outcome == "changed"
    assert Completion.objects.filter(enrolment=submission.enrolment).count() == 1
    assert Notice.objects.filter(kind="courses.contest_answered").count() == 1


def test_who_did_it_again_while_she_contested_keeps_the_better_of_the_two():
    submission, marker, other = marked_work("redo")
    raised = contest(submission)
    again = hand_in(submission.enrolment, submission.activity, submission_id=uuid.uuid4())

    contests.review_again(raised, "You are right.", levels=BEST, by=other)
    mark(again, marker, levels=FAIR)

    again.refresh_from_db()
    assert (again.status, again.percent < 100) == ("accepted", True)
    assert submission.enrolment.grades.get().computed == 100


def test_who_contests_risks_nothing():
    submission, _marker, other = marked_work()
    raised = contest(submission)

    with pytest.raises(reviews.NoBetter):
        contests.review_again(raised, "No.", levels=FAIR, by=other)

    assert Contest.objects.get().outcome == ""


def test_a_contest_is_answered_once():
    submission, _marker, other = marked_work()
    raised = contest(submission)
    contests.uphold(raised, "It stays.", by=other)

    with pytest.raises(contests.AlreadyAnswered):
        contests.review_again(raised, "You are right.", levels=BEST, by=appointed("manager", "MA"))


def test_contests_of_other_cohorts_are_not_in_ones_queue():
    submission, *_trainers = marked_work()
    contest(submission)
    elsewhere = CohortFactory()
    elsewhere.trainers.add(trainer := appointed("trainer"))
    EnrolmentFactory(cohort=elsewhere)

    assert not Contest.objects.answerable_by(trainer).exists()
