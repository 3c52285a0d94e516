import uuid

import pytest
from django.urls import reverse

from courses.actions import contests
from courses.models import Contest, Grade
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

from .marking import mark, taught
from .pages import read
from .test_contests import contest, marked_work
from .test_submissions import hand_in

pytestmark = pytest.mark.django_db


def marks(enrolment):
    return read(signed_in(enrolment.learner).get(reverse("learn:marks", args=[enrolment.pk])))


def test_each_mark_says_who_gave_it_and_why():
    submission, marker, _other = marked_work("redo")

    page = marks(submission.enrolment)

    for words in (str(marker), "Add the costs.", "50%", "To be done again", "I do not agree"):
        assert words in page


def test_a_grade_set_by_a_trainer_says_who_set_it_and_why():
    submission, marker, _other = marked_work()
    grade = Grade.objects.get()
    grade.override, grade.override_reason, grade.overridden_by = (
        90,
        "She explained it to me.",
        marker,
    )
    grade.save()

    page = marks(submission.enrolment)

    assert f"{marker} set 90% on" in page
    assert "She explained it to me." in page


def test_without_marks_the_page_says_so():
    enrolment, _work = taught()

    assert "No marks yet" in marks(enrolment)


def test_a_learner_contests_once_and_reads_the_answer():
    submission, _marker, other = marked_work()
    client = signed_in(submission.enrolment.learner)
    address = reverse("learn:contest", args=["submission", submission.pk])
    data = {"event_id": str(uuid.uuid4()), "device_at": "", "reason": "I did say the costs."}

    assert client.post(address, data).status_code == 302
    page = marks(submission.enrolment)
    assert "Waiting for an answer" in page
    assert "I do not agree" not in page

    again = read(client.post(address, {**data, "event_id": str(uuid.uuid4())}))
    assert "A mark is contested once." in again
    contests.uphold(Contest.objects.get(), "The costs are missing.", by=other)
    assert "The costs are missing." in marks(submission.enrolment)


def test_a_contest_needs_a_reason():
    submission, *_trainers = marked_work()
    address = reverse("learn:contest", args=["submission", submission.pk])

    signed_in(submission.enrolment.learner).post(
        address, {"event_id": str(uuid.uuid4()), "reason": " "}
    )

    assert not Contest.objects.exists()


def test_others_marks_are_not_there():
    submission, marker, _other = marked_work()
    other = EnrolmentFactory(cohort=submission.enrolment.cohort)
    page = marks(other)
    client = signed_in(other.learner)

    assert "No marks yet" in page
    for address in (
        reverse("learn:marks", args=[submission.enrolment_id]),
        reverse("learn:contest", args=["submission", submission.pk]),
        reverse("learn:contest", args=["attempt", submission.pk]),
        reverse("learn:contest", args=["person", submission.pk]),
    ):
        assert client.get(address).status_code == 404
        assert signed_in(PersonFactory()).get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_marks(django_assert_num_queries, rows):
    enrolment, work = taught()
    trainer, other = enrolment.cohort.trainers.all()
    for _ in range(rows):
        submission = hand_in(enrolment, work)
        mark(submission, trainer, "redo")
        submission.refresh_from_db()
        contest(submission)
    client, address = signed_in(enrolment.learner), reverse("learn:marks", args=[enrolment.pk])
    client.get(address)

    with django_assert_num_queries(10):
        page = read(client.get(address))

    assert page.count("Waiting for an answer") == rows
