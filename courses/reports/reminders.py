"""Whom to remind of what on a day: a fixed number of queries for any number of cohorts."""

from datetime import timedelta
from typing import NamedTuple

from courses.models import ActivityDates, Completion, EditionActivity, Enrolment, TrainingDay
from lms.people.models import Person

DUE_SOON = timedelta(days=2)


class DueSoon(NamedTuple):
    """An activity that is due, with those who have not done it."""

    dates: ActivityDates
    activity: EditionActivity
    people: list


class DayTomorrow(NamedTuple):
    """A training day of tomorrow, with those who come."""

    day: TrainingDay
    activity: EditionActivity
    people: list


def due_soon(today):
    """What is due within two days, in open cohorts, for those who still have to do it."""
    due = list(
        ActivityDates.objects.filter(due_on__gte=today, due_on__lte=today + DUE_SOON)
        .filter(cohort__opens_on__lte=today, cohort__closes_on__gte=today)
        .select_related("cohort__edition")
    )
    activities, learners = _activities(due), _learners(due)
    done = set(
        Completion.objects.filter(
            enrolment__cohort__in=[dates.cohort_id for dates in due],
            activity_key__in=[dates.activity_key for dates in due],
        ).values_list("enrolment__learner", "enrolment__cohort", "activity_key")
    )
    return [
        DueSoon(
            dates,
            activities[dates.cohort.edition_id, dates.activity_key],
            [
                person
                for person in learners.get(dates.cohort_id, [])
                if (person.pk, dates.cohort_id, dates.activity_key) not in done
            ],
        )
        for dates in due
        # A date may stay behind when a cohort moves to an edition without that activity.
        if (dates.cohort.edition_id, dates.activity_key) in activities
    ]


def days_tomorrow(today):
    """The training days of tomorrow that were not cancelled, with their learners and the trainer."""
    days = list(
        TrainingDay.objects.filter(
            held_on=today + timedelta(days=1), cancelled_at=None
        ).select_related("cohort__edition", "trainer")
    )
    activities, learners = _activities(days), _learners(days)
    return [
        DayTomorrow(
            day,
            activities[day.cohort.edition_id, day.activity_key],
            [*learners.get(day.cohort_id, []), day.trainer],
        )
        for day in days
        if (day.cohort.edition_id, day.activity_key) in activities
    ]


def _activities(rows):
    """``{(edition id, key): activity}`` of rows that name an activity of their cohort."""
    found = EditionActivity.objects.filter(
        edition__in=[row.cohort.edition_id for row in rows],
        key__in=[row.activity_key for row in rows],
    ).defer("answer_key")
    return {(activity.edition_id, activity.key): activity for activity in found}


def _learners(rows):
    """``{cohort id: people under way}``."""
    active = Enrolment.objects.filter(
        cohort__in=[row.cohort_id for row in rows], status=Enrolment.Status.ACTIVE
    )
    people = Person.objects.in_bulk(active.values_list("learner", flat=True))
    learners = {}
    for cohort, learner in active.order_by("pk").values_list("cohort", "learner"):
        learners.setdefault(cohort, []).append(people[learner])
    return learners
