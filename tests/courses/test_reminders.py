import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from courses.actions import cohorts, reminders
from courses.models import ActivityDates, Completion, TrainingDay
from courses.reports.reminders import due_soon
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 1)


def due_on(cohort, activity, day):
    return ActivityDates.objects.create(cohort=cohort, activity_key=activity.key, due_on=day)


def test_who_has_not_done_what_is_due_is_told_once():
    cohort = CohortFactory(edition=edition(lesson(), quiz()))
    first = cohort.edition.activities.first()
    lazy, done, gone = EnrolmentFactory.create_batch(3, cohort=cohort)
    Completion.objects.create(enrolment=done, activity_key=first.key, done_at=timezone.now())
    gone.status = "withdrawn"
    gone.save()
    due_on(cohort, first, TODAY + dt.timedelta(days=2))

    reminders.remind(TODAY, by=SYSTEM)
    reminders.remind(TODAY + dt.timedelta(days=1), by=SYSTEM)

    notice = Notice.objects.get(kind="courses.due_soon")
    assert notice.person == lazy.learner
    assert notice.title == "“Lesson en” is due on June 3, 2026"


@pytest.mark.parametrize("days", [-1, 3])
def test_nobody_is_told_of_what_is_over_or_far_off(days):
    cohort = EnrolmentFactory().cohort
    due_on(cohort, cohort.edition.activities.first(), TODAY + dt.timedelta(days=days))

    reminders.remind(TODAY, by=SYSTEM)

    assert not Notice.objects.exists()


def test_a_date_of_an_activity_that_the_edition_no_longer_has_tells_nobody():
    cohort = EnrolmentFactory().cohort
    due_on(cohort, lesson(), TODAY)

    reminders.remind(TODAY, by=SYSTEM)

    assert not Notice.objects.exists()


def test_learners_and_trainer_are_told_of_tomorrows_day_unless_it_is_cancelled():
    enrolment, trainer = EnrolmentFactory(), PersonFactory()
    key = enrolment.cohort.edition.activities.first().key
    day = {"cohort": enrolment.cohort, "activity_key": key, "venue": "Agadir", "trainer": trainer}
    TrainingDay.objects.create(held_on=TODAY + dt.timedelta(days=1), **day)
    TrainingDay.objects.create(held_on=TODAY + dt.timedelta(days=2), **day)
    other = EnrolmentFactory(cohort__edition=enrolment.cohort.edition)
    TrainingDay.objects.create(
        held_on=TODAY + dt.timedelta(days=1),
        **{**day, "cohort": other.cohort},
        cancelled_at=timezone.now(),
    )

    reminders.remind(TODAY, by=SYSTEM)
    reminders.remind(TODAY, by=SYSTEM)

    told = Notice.objects.filter(kind="courses.day_tomorrow")
    assert {notice.person for notice in told} == {enrolment.learner, trainer}
    assert told[0].title == "Tomorrow: “Lesson en”, Agadir"


@pytest.mark.parametrize("cohorts_due", [1, 3])
def test_reminding_asks_the_same_for_any_number_of_cohorts(cohorts_due, django_assert_num_queries):
    printed = edition(lesson(), quiz())
    for _number in range(cohorts_due):
        cohort = EnrolmentFactory(cohort__edition=printed).cohort
        due_on(cohort, printed.activities.first(), TODAY)
    reminders.remind(TODAY, by=SYSTEM)

    with django_assert_num_queries(6):
        assert len(due_soon(TODAY)) == cohorts_due


def test_only_the_clock_reminds():
    with pytest.raises(PermissionDenied):
        reminders.remind(TODAY, by=PersonFactory())


def test_who_is_enrolled_by_a_trainer_is_told_once():
    cohort, learner = CohortFactory(), PersonFactory()

    cohorts.enrol(learner, cohort, by=SYSTEM)
    cohorts.enrol(learner, cohort, by=SYSTEM)

    assert learner.notices.get().title == "You are in “Course”"
