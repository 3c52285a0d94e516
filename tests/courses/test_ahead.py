"""What a learner's home says of the days to come."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from freezegun import freeze_time

from courses.actions import learning, quizzes, submissions
from courses.models import ActivityDates, TrainingDay
from lms.core import agenda
from tests.factories import certification
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    assignment,
    edition,
    lesson,
    quiz,
    workshop,
)
from tests.factories.mentoring import ActionItemFactory, CoachingSessionFactory, EngagementFactory
from tests.factories.people import MembershipFactory, PersonFactory

from .test_assignment_pages import photo

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def in_days(number):
    return TODAY() + dt.timedelta(days=number)


def enrolled(*activities, learner=None, **cohort):
    cohort = CohortFactory(edition=edition(*activities), **cohort)
    return EnrolmentFactory(cohort=cohort, learner=learner or PersonFactory())


def due(enrolment, activity, days):
    ActivityDates.objects.create(
        cohort=enrolment.cohort, activity_key=activity.key, due_on=in_days(days)
    )


def ahead(person):
    return [(entry.kind, entry.day, entry.sentence) for entry in agenda.ahead_of(person, TODAY())]


def test_what_is_due_soon_or_was_due_is_said_in_the_order_of_its_days():
    first, second, third = lesson(), quiz(), lesson()
    enrolment = enrolled(first, second, third)
    due(enrolment, first, 3)
    due(enrolment, second, -2)
    due(enrolment, third, 15)

    assert ahead(enrolment.learner) == [
        ("due", in_days(-2), "Quiz en"),
        ("due", in_days(3), "Lesson en"),
    ]


def test_what_is_done_is_not_ahead():
    first = lesson()
    enrolment = enrolled(first, quiz())
    due(enrolment, first, 3)
    learning.finish_lesson(enrolment, first.key, at=timezone.now(), by=enrolment.learner)

    assert ahead(enrolment.learner) == []


def test_the_same_course_done_in_another_cohort_does_not_hide_what_is_due_here():
    first = lesson()
    one = enrolled(first, quiz())
    other = EnrolmentFactory(cohort=CohortFactory(edition=one.cohort.edition), learner=one.learner)
    due(one, first, 3)
    due(other, first, 4)
    learning.finish_lesson(one, first.key, at=timezone.now(), by=one.learner)

    assert ahead(one.learner) == [("due", in_days(4), "Lesson en")]


def started(enrolment, activity, at=None):
    return quizzes.start(
        enrolment,
        activity.key,
        attempt_id=uuid4(),
        language="en",
        at=at or timezone.now(),
        by=enrolment.learner,
    )


def test_a_quiz_that_is_begun_is_said_first_with_the_time_that_is_left():
    lesson_due, timed = lesson(), quiz(rules={"minutes": 30})
    enrolment = enrolled(lesson_due, timed)
    due(enrolment, lesson_due, 1)
    attempt = started(enrolment, timed)

    first = agenda.ahead_of(enrolment.learner, TODAY())[0]
    assert (first.kind, first.sentence) == ("started", "Quiz en")
    assert first.url == reverse("learn:attempt", args=[attempt.pk])
    assert date_format(timezone.localtime(attempt.ends_at), "TIME_FORMAT") in first.note


def test_a_quiz_without_a_clock_that_is_begun_waits_until_it_is_handed_in():
    slow = quiz(rules={"one_by_one": True})
    enrolment = enrolled(slow)
    attempt = started(enrolment, slow)
    assert [kind for kind, _day, _title in ahead(enrolment.learner)] == ["started"]

    quizzes.hand_in(
        enrolment,
        slow.key,
        dict.fromkeys(attempt.questions, []),
        attempt_id=attempt.pk,
        language="en",
        at=timezone.now(),
        by=enrolment.learner,
    )
    assert ahead(enrolment.learner) == []


def test_a_quiz_whose_time_is_over_is_not_waited_for():
    timed = quiz(rules={"minutes": 30})
    enrolment = enrolled(timed)
    attempt = started(enrolment, timed)

    with freeze_time(attempt.ends_at + dt.timedelta(seconds=1)):
        assert ahead(enrolment.learner) == []


def test_a_quiz_that_somebody_else_has_begun_is_not_said():
    slow = quiz(rules={"one_by_one": True})
    mine = enrolled(slow)
    started(EnrolmentFactory(cohort=mine.cohort, learner=PersonFactory()), slow)

    assert ahead(mine.learner) == []


def test_work_of_which_a_photo_has_arrived_waits_until_it_is_handed_in():
    work = assignment()
    enrolment = enrolled(work)
    plan = submissions.receive(enrolment, work.key, "photo", photo(), by=enrolment.learner)
    assert ahead(enrolment.learner) == [("started", TODAY(), "Assignment en")]

    submissions.hand_in_work(
        enrolment,
        work.key,
        text="My plan",
        uploads=[plan.pk],
        submission_id=uuid4(),
        language="en",
        at=timezone.now(),
        by=enrolment.learner,
    )
    assert ahead(enrolment.learner) == []


def test_training_days_are_said_with_their_venue_until_they_are_cancelled():
    day = workshop()
    enrolment = enrolled(day)
    held = TrainingDay.objects.create(
        cohort=enrolment.cohort,
        activity_key=day.key,
        held_on=in_days(5),
        venue="Maison des femmes",
        trainer=PersonFactory(),
    )

    entry = agenda.ahead_of(enrolment.learner, TODAY())[0]
    assert (entry.kind, entry.sentence, entry.note) == ("day", "Workshop en", "Maison des femmes")

    held.cancelled_at = timezone.now()
    held.save()
    assert ahead(enrolment.learner) == []


def test_nothing_is_ahead_in_a_course_of_others_or_one_that_was_left():
    first = lesson()
    enrolment = enrolled(first)
    due(enrolment, first, 1)
    enrolment.status = "withdrawn"
    enrolment.save()

    assert ahead(enrolment.learner) == ahead(PersonFactory()) == []


def test_what_a_member_took_on_and_what_she_is_asked_stand_beside_it():
    member = MembershipFactory()
    engagement = EngagementFactory(cooperative=member.cooperative)
    session = CoachingSessionFactory(engagement=engagement)
    ActionItemFactory(session=session, owner=member, text="Weigh the bags", due_on=in_days(2))

    kinds = {entry[0]: entry[2] for entry in ahead(member.person)}

    assert kinds["action"] == "Weigh the bags"
    assert kinds["answer"].startswith("Say whether the session of")


def test_certificates_that_hold_are_shown_on_the_home_of_their_holder(client):
    credential = certification.credential()
    holder = credential.candidacy.person

    assert [kept.title for kept in agenda.earned_by(holder)] == ["Running a cooperative"]
    assert agenda.earned_by(PersonFactory()) == []
    client.force_login(holder)
    assert "Running a cooperative" in client.get(reverse("learn:home")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_agenda_costs_the_same_for_any_number(django_assert_num_queries, number):
    member = MembershipFactory()
    for _ in range(number):
        first, day, begun = lesson(), workshop(), quiz(rules={"one_by_one": True})
        work = assignment()
        enrolment = enrolled(first, day, begun, work, learner=member.person)
        submissions.receive(enrolment, work.key, "photo", photo(), by=member.person)
        due(enrolment, first, 1)
        started(enrolment, begun)
        TrainingDay.objects.create(
            cohort=enrolment.cohort,
            activity_key=day.key,
            held_on=in_days(5),
            venue="Here",
            trainer=PersonFactory(),
        )
        session = CoachingSessionFactory(
            engagement=EngagementFactory(cooperative=member.cooperative)
        )
        ActionItemFactory(session=session, owner=member, due_on=in_days(2))

    with django_assert_num_queries(12):
        assert len(agenda.ahead_of(member.person, TODAY())) == 6 * number
