"""Who was there: kept person by person, whatever the order in which phones send it, and what follows from it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import attendance, days
from courses.actions.trainings import submit_report
from courses.choices import Basis
from courses.models import Attendance, Completion
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.courses import EnrolmentFactory, lesson, workshop
from tests.factories.days import HELD_ON, NINE, TrainingDayFactory, day_of, mark, training
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db

LATER = NINE + dt.timedelta(hours=1)
NEXT = HELD_ON + dt.timedelta(days=1)


@pytest.fixture
def cohort():
    return training(lesson(), workshop(), people=3)


def presences(day, half="am"):
    return dict(day.attendances.filter(half=half).values_list("enrolment", "presence"))


def test_nobody_is_marked_who_was_not_named(cohort):
    day, first = day_of(cohort), cohort.places[0]

    mark(day, "am", "late", first, by=cohort.trainer)

    kept = day.attendances.get()
    assert (kept.enrolment, kept.half, kept.presence) == (first, "am", "late")
    assert (kept.taken_by, kept.taken_at) == (cohort.trainer, NINE)


def test_the_afternoon_is_never_taken_from_the_morning(cohort):
    day = day_of(cohort)
    mark(day, "am", "present", *cohort.places)

    assert presences(day, "pm") == {}


def test_of_two_marks_the_later_counts_in_whatever_order_they_arrive(cohort):
    day, (first, second, _third) = day_of(cohort), cohort.places
    mark(day, "am", "absent", first, at=NINE)
    mark(day, "am", "late", first, at=LATER)
    mark(day, "am", "late", second, at=LATER)
    taken = mark(day, "am", "absent", second, at=NINE)

    assert presences(day) == {first.pk: "late", second.pk: "late"}
    assert taken == (0, 1)


def test_both_marks_stay_in_the_history_also_the_overtaken_one(cohort):
    day, first = day_of(cohort), cohort.places[0]
    mark(day, "am", "late", first, at=LATER)
    mark(day, "am", "absent", first, at=NINE, by=cohort.trainer)

    versions = Attendance.objects.get().history.order_by("history_id")
    assert [(v.presence, v.taken_at) for v in versions] == [("late", LATER), ("absent", NINE)]
    assert versions[1].history_user == cohort.trainer
    assert Attendance.objects.get().history.first().presence == "late"


def test_the_same_marks_again_change_nothing(cohort):
    day = day_of(cohort)
    for _time in range(2):
        mark(day, "am", "present", *cohort.places)

    assert Attendance.objects.count() == 3
    assert Attendance.history.count() == 3


def test_two_trainers_who_mark_different_people_keep_both(cohort):
    day, (first, second, third) = day_of(cohort), cohort.places
    mark(day, "am", "present", first, second, at=LATER)
    mark(day, "am", "absent", third, at=NINE)

    assert presences(day) == {first.pk: "present", second.pk: "present", third.pk: "absent"}


def test_attendance_is_taken_by_who_runs_the_cohort_and_by_the_trainer_of_the_day(cohort):
    trainer = appointed(Role.TRAINER)
    day = TrainingDayFactory(cohort=cohort, trainer=trainer)

    for by in (trainer, cohort.trainer, appointed(Role.MANAGER, "MA")):
        mark(day, "am", "present", cohort.places[0], by=by)
    for by in (appointed(Role.TRAINER), appointed(Role.MANAGER, "SN"), cohort.places[0].learner):
        with pytest.raises(PermissionDenied):
            mark(day, "am", "present", cohort.places[0], by=by)


def test_what_cannot_be_held_is_refused(cohort):
    only_morning = day_of(cohort, afternoon=False)
    ahead = day_of(cohort, dt.date(2990, 1, 1))
    off = days.cancel_day(day_of(cohort, NEXT), by=cohort.trainer)

    for day, half, why in (
        (only_morning, "pm", attendance.NoSuchHalf),
        (ahead, "am", attendance.DayIsAhead),
        (off, "am", days.DayCancelled),
    ):
        with pytest.raises(why):
            mark(day, half, "present", cohort.places[0])
    assert not Attendance.objects.exists()


def test_a_list_with_a_stranger_is_refused_whole(cohort):
    day = day_of(cohort)

    with pytest.raises(attendance.NotInThisCohort):
        mark(day, "am", "present", cohort.places[0], EnrolmentFactory())
    assert not Attendance.objects.exists()


def test_who_walked_in_stays_so_when_her_mark_changes(cohort):
    day, first = day_of(cohort), cohort.places[0]
    mark(day, "am", "present", first, walked_in=[first.pk])
    mark(day, "am", "late", first, at=LATER)

    assert Attendance.objects.get().walked_in


# What follows


def done(cohort):
    return set(
        Completion.objects.filter(activity_key=cohort.key).values_list("enrolment", flat=True)
    )


def test_three_of_four_half_days_do_the_workshop_and_two_do_not(cohort):
    first_day, second_day = day_of(cohort), day_of(cohort, NEXT)
    often, seldom, _never = cohort.places
    for half in ("am", "pm"):
        mark(first_day, half, "present", often, seldom)
    assert done(cohort) == set()

    mark(second_day, "am", "late", often, by=cohort.trainer, at=LATER)
    mark(second_day, "am", "excused", seldom)

    assert done(cohort) == {often.pk}
    given = often.completions.get()
    assert (given.basis, given.given_by, given.done_at) == (
        Basis.TRAINING_DAY,
        cohort.trainer,
        LATER,
    )


def test_a_correction_gives_the_workshop_and_never_takes_it_back(cohort):
    day, other = day_of(cohort), day_of(cohort, NEXT)
    her = cohort.places[0]
    for at_day, half in ((day, "am"), (day, "pm")):
        mark(at_day, half, "present", her)
    mark(other, "am", "absent", her)
    mark(other, "am", "late", her, at=LATER)
    assert done(cohort) == {her.pk}

    mark(other, "am", "absent", her, at=LATER + dt.timedelta(minutes=1))

    assert done(cohort) == {her.pk}


def test_who_left_the_cohort_does_not_get_it(cohort):
    her = cohort.places[0]
    day, other = day_of(cohort), day_of(cohort, NEXT)
    mark(day, "am", "present", her)
    mark(day, "pm", "present", her)
    her.status = "withdrawn"
    her.save()

    mark(other, "am", "present", her)

    assert done(cohort) == set()


def test_after_the_report_only_what_was_held_is_asked(cohort):
    day = day_of(cohort)
    days.cancel_day(day_of(cohort, NEXT), by=cohort.trainer)
    both, one, _never = cohort.places
    mark(day, "am", "present", both, one)
    mark(day, "pm", "present", both)
    mark(day, "pm", "absent", one)
    assert done(cohort) == set()

    submit_report(cohort, cohort.key, by=cohort.trainer)
    assert done(cohort) == {both.pk}

    mark(day, "pm", "late", one, at=LATER)
    assert done(cohort) == {both.pk, one.pk}


def test_a_workshop_that_the_edition_no_longer_has_is_marked_and_gives_nothing(cohort):
    day = day_of(cohort)
    cohort.edition = training().edition
    cohort.save()

    mark(day, "am", "present", *cohort.places)

    assert Attendance.objects.count() == 3
    assert not Completion.objects.exists()


def test_the_whole_cohort_costs_as_much_as_one(cohort, django_assert_max_num_queries):
    day = day_of(cohort)
    EnrolmentFactory.create_batch(20, cohort=cohort)
    everybody = dict.fromkeys(cohort.enrolments.values_list("pk", flat=True), "present")

    with django_assert_max_num_queries(25):
        attendance.take_attendance(day, "am", everybody, at=NINE, by=SYSTEM)
