"""Planning, changing and calling off the days of a workshop."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import days
from courses.models import TrainingDay
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.courses import EnrolmentFactory, lesson, workshop
from tests.factories.days import HELD_ON, TrainingDayFactory, day_of, mark, training
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return training(lesson(), workshop(), people=2)


def plan(cohort, **changed):
    return {
        "held_on": HELD_ON,
        "morning": True,
        "afternoon": True,
        "venue": "Dar Taliba",
        "trainer": cohort.trainer,
        "places": 20,
        "note": "Bring a pen.",
        **changed,
    }


def told(kind):
    return {notice.person for notice in Notice.objects.filter(kind=f"courses.{kind}")}


def test_a_planned_day_is_told_to_everybody_who_stays(cohort):
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")

    day = days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer)

    assert (day.venue, day.halves) == ("Dar Taliba", ["am", "pm"])
    assert told("day_planned") == {place.learner for place in cohort.places}
    assert gone.learner not in told("day_planned")


def test_the_trainer_is_told_what_others_plan_for_her(cohort):
    manager = appointed(Role.MANAGER, "MA")

    days.plan_day(cohort, cohort.key, **plan(cohort), by=manager)

    assert cohort.trainer in told("day_planned")


def test_the_same_day_planned_twice_is_one_and_told_once(cohort):
    twice = [
        days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer) for _time in range(2)
    ]

    assert len(set(twice)) == 1
    assert Notice.objects.count() == 2


def test_another_plan_for_the_same_date_is_refused(cohort):
    days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer)

    with pytest.raises(days.DayTaken, match="already has a day on March 4, 2024"):
        days.plan_day(cohort, cohort.key, **plan(cohort, venue="Souk"), by=cohort.trainer)


def test_a_day_called_off_frees_its_date(cohort):
    first = days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer)
    days.cancel_day(first, by=cohort.trainer)

    second = days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer)

    assert list(TrainingDay.objects.held_on(HELD_ON)) == [second]


def test_only_workshops_of_the_course_have_days(cohort):
    other = cohort.edition.activities.get(kind="lesson")

    with pytest.raises(days.NotAWorkshop):
        days.plan_day(cohort, other.key, **plan(cohort), by=cohort.trainer)


def test_the_trainer_of_a_day_teaches_the_cohort_or_its_programme(cohort):
    stranger = appointed(Role.TRAINER)
    with pytest.raises(days.TrainerFromElsewhere):
        days.plan_day(cohort, cohort.key, **plan(cohort, trainer=stranger), by=cohort.trainer)

    cohort.edition.programme.trainers.add(stranger)
    day = days.plan_day(cohort, cohort.key, **plan(cohort, trainer=stranger), by=cohort.trainer)

    assert day.trainer == stranger


def test_a_change_is_told_each_time_and_once_for_each(cohort):
    day = days.plan_day(cohort, cohort.key, **plan(cohort), by=cohort.trainer)

    for venue in ("Souk", "Souk", "Dar Chabab"):
        days.change_day(day, **plan(cohort, venue=venue), by=cohort.trainer)

    assert Notice.objects.filter(kind="courses.day_changed").count() == 2 * 2
    assert day.history.count() == 3


def test_what_was_held_cannot_be_moved_or_called_off(cohort):
    day = day_of(cohort)
    mark(day, "am", "present", cohort.places[0])

    for changed in ({"held_on": HELD_ON + dt.timedelta(days=1)}, {"morning": False}):
        with pytest.raises(days.DayWasHeld):
            days.change_day(day, **plan(cohort, **changed), by=cohort.trainer)
    with pytest.raises(days.DayWasHeld):
        days.cancel_day(day, by=cohort.trainer)
    assert days.change_day(day, **plan(cohort, afternoon=False), by=cohort.trainer).halves == ["am"]


def test_calling_off_twice_is_once_and_told_once(cohort):
    day = day_of(cohort)

    first, second = (days.cancel_day(day, by=cohort.trainer).cancelled_at for _time in range(2))

    assert first == second
    assert Notice.objects.filter(kind="courses.day_cancelled").count() == 2
    with pytest.raises(days.DayCancelled):
        days.change_day(day, **plan(cohort, venue="Souk"), by=cohort.trainer)


@pytest.mark.parametrize("verb", ["plan", "change", "cancel"])
def test_the_trainer_of_the_day_alone_does_not_plan(cohort, verb):
    by = appointed(Role.TRAINER)
    day = TrainingDayFactory(cohort=cohort, trainer=by)
    verbs = {
        "plan": lambda: days.plan_day(cohort, cohort.key, **plan(cohort), by=by),
        "change": lambda: days.change_day(day, **plan(cohort), by=by),
        "cancel": lambda: days.cancel_day(day, by=by),
    }

    with pytest.raises(PermissionDenied):
        verbs[verb]()


def test_days_held_on_a_date_leave_out_others_and_those_called_off(cohort):
    day = day_of(cohort)
    day_of(cohort, HELD_ON + dt.timedelta(days=1))
    elsewhere = training()
    days.cancel_day(day_of(elsewhere), by=elsewhere.trainer)

    assert list(TrainingDay.objects.held_on(HELD_ON)) == [day]
