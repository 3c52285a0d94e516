import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import submissions
from courses.actions.learning import CourseNotOpen, WrongKindOfActivity
from courses.actions.uploads import FileMissing
from courses.models import ActivityDates, Submission
from lms.offline import intake
from lms.offline.models import Event
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    assignment,
    edition,
    lesson,
    survey,
    upload,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


def enrolled(*activities, **cohort):
    return EnrolmentFactory(cohort=CohortFactory(edition=edition(*activities), **cohort))


def hand_in(enrolment, work, **values):
    given = {
        "text": "My plan",
        "uploads": [],
        "language": "fr",
        "submission_id": uuid.uuid4(),
        "at": NOW,
        "by": enrolment.learner,
    }
    return submissions.hand_in_work(enrolment, work.key, **{**given, **values})


def send(enrolment, work, event_id=None, **payload):
    """Hand in through the one door, as a phone does."""
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(work.key),
        "language": "fr",
        "text": "My plan",
        "uploads": [],
        **payload,
    }
    told = intake.Told(event_id or uuid.uuid4(), "courses.work_handed_in", NOW, payload)
    return intake.record(told, by=enrolment.learner)


def test_text_and_files_are_handed_in_and_wait():
    work = assignment()
    enrolment = enrolled(work)
    files = [upload(enrolment, work), upload(enrolment, work, "voice")]

    submission = hand_in(enrolment, work, uploads=[file.pk for file in files])

    assert (submission.number, submission.status, submission.text) == (1, "waiting", "My plan")
    assert set(submission.uploads.all()) == set(files)
    assert not enrolment.completions.exists()


def test_sending_it_again_hands_it_in_once():
    work = assignment()
    enrolment = enrolled(work)
    event_id = uuid.uuid4()

    replies = [send(enrolment, work, event_id) for _ in range(2)]

    assert [reply.outcome for reply in replies] == ["stored", "duplicate"]
    assert replies[0].result == replies[1].result == {"submission": str(event_id)}
    assert Submission.objects.get().pk == event_id


def test_what_a_second_phone_sends_while_work_waits_is_refused_kindly_and_kept():
    work = assignment()
    enrolment = enrolled(work)
    send(enrolment, work)

    reply = send(enrolment, work, text="My other plan")

    assert (reply.outcome, reply.code) == ("rejected", "already_handed_in")
    assert "is with your trainer. This one was kept" in reply.reason
    assert Event.objects.get(outcome="rejected").payload["text"] == "My other plan"
    assert Submission.objects.get().text == "My plan"


def test_work_asked_to_be_done_again_is_handed_in_again():
    work = assignment()
    enrolment = enrolled(work)
    first = hand_in(enrolment, work)
    Submission.objects.filter(pk=first.pk).update(status="redo")

    assert hand_in(enrolment, work).number == 2


def test_accepted_work_is_done():
    work = assignment()
    enrolment = enrolled(work)
    Submission.objects.filter(pk=hand_in(enrolment, work).pk).update(status="accepted")

    with pytest.raises(submissions.AlreadyAccepted):
        hand_in(enrolment, work)


def test_nothing_cannot_be_handed_in():
    work = assignment()

    with pytest.raises(submissions.NothingHandedIn):
        hand_in(enrolled(work), work, text="  \n")


@pytest.mark.parametrize(("accepts", "kind"), [(["text"], "photo"), (["photo"], None)])
def test_only_what_was_asked_for_is_taken(accepts, kind):
    work = assignment(accepts=accepts)
    enrolment = enrolled(work)
    files = [upload(enrolment, work, kind).pk] if kind else []

    with pytest.raises(submissions.NotAskedFor):
        hand_in(enrolment, work, uploads=files)


def test_files_of_others_are_not_taken():
    work = assignment()
    enrolment = enrolled(work)
    anothers = upload(EnrolmentFactory(cohort=enrolment.cohort), work)
    trainers = upload(enrolment, work, owner=PersonFactory())

    for file in (anothers.pk, trainers.pk, uuid.uuid4()):
        with pytest.raises(FileMissing):
            hand_in(enrolment, work, uploads=[file])
    assert not enrolment.submissions.exists()


def test_what_is_done_again_may_hold_a_file_of_before():
    work = assignment()
    enrolment = enrolled(work)
    file = upload(enrolment, work)
    first = hand_in(enrolment, work, uploads=[file.pk])
    Submission.objects.filter(pk=first.pk).update(status="redo")

    again = hand_in(enrolment, work, uploads=[file.pk])

    assert list(first.uploads.all()) == list(again.uploads.all()) == [file]


def test_more_files_than_anybody_looks_at_are_refused():
    work = assignment()
    enrolment = enrolled(work)
    files = [upload(enrolment, work).pk for _ in range(submissions.MOST_FILES + 1)]

    with pytest.raises(submissions.TooManyFiles):
        hand_in(enrolment, work, uploads=files)


def test_a_lesson_takes_no_work():
    step = lesson()

    with pytest.raises(WrongKindOfActivity, match="“Lesson en” is something else: lesson"):
        hand_in(enrolled(step), step)


def test_a_survey_is_not_called_a_lesson():
    asked = survey()

    with pytest.raises(WrongKindOfActivity, match="is something else: survey"):
        hand_in(enrolled(asked), asked)


def test_a_closed_course_takes_no_work_done_after_it():
    work = assignment()
    enrolment = enrolled(work, closes_on=dt.date(2024, 2, 1))

    with pytest.raises(CourseNotOpen):
        hand_in(enrolment, work)


def test_nobody_hands_in_for_somebody_else():
    work = assignment()
    enrolment = enrolled(work)

    with pytest.raises(PermissionDenied):
        hand_in(enrolment, work, by=PersonFactory())


@pytest.mark.parametrize(
    ("due_on", "late"),
    [(None, False), (dt.date(2024, 2, 29), True), (dt.date(2024, 3, 1), False)],
)
def test_work_after_the_due_day_is_taken_and_is_late(due_on, late):
    work = assignment()
    enrolment = enrolled(work)
    ActivityDates.objects.create(cohort=enrolment.cohort, activity_key=work.key, due_on=due_on)

    hand_in(enrolment, work)

    assert Submission.objects.with_due_day().get().is_late is late


@pytest.mark.parametrize("uploads", ["no list", [1], ["x"], {"a": 1}])
def test_what_is_no_list_of_files_is_refused_and_kept(uploads):
    work = assignment()
    enrolment = enrolled(work)

    reply = send(enrolment, work, uploads=uploads)

    assert (reply.outcome, reply.code) == ("rejected", "payload")
