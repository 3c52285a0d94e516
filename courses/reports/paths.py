"""The path through a course as it stands for one learner: what is open, and what opens the rest."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from courses import paths
from courses.models import ActivityDates, Edition, EditionActivity, Enrolment, Grade


def locks_of(enrolment, steps):
    """Key → why it is closed today, of the steps of ``in_outline``."""
    return paths.locks(
        [stop_of(step) for step in steps],
        day=timezone.localdate(),
        begins_on=enrolment.cohort.opens_on,
        missing_courses=missing_courses(enrolment),
    )


def lock_on(enrolment, activity, *, at):
    """Why nothing is recorded of an activity, or None: it is open, it is done, or it was open at that time.

    Dates and grades that were changed after ``at`` close nothing that was done before. Whether the cohort takes
    records at all is asked elsewhere.
    """
    first_key, _percent = activity.opens_after
    steps = EditionActivity.objects.in_outline(enrolment).filter(key__in=[activity.key, first_key])
    stops = {stop.key: stop for stop in map(stop_of, steps)}
    stop = stops[activity.key]
    if stop.done:
        return None
    rules = {"begins_on": dt.date.min, "missing": missing_courses(enrolment)}
    lock = paths.lock_of(stop, stops, day=timezone.localdate(), **rules)
    if lock is None:
        return None
    then = {key: _as_it_was(known, enrolment, at) for key, known in stops.items()}
    was_open = paths.lock_of(then[stop.key], then, day=timezone.localdate(at), **rules) is None
    return None if was_open else lock


def _as_it_was(stop, enrolment, at):
    """The stop with its date and grade as they were at a time."""
    dates = ActivityDates.history.as_of(at).filter(cohort=enrolment.cohort_id)
    grades = Grade.history.as_of(at).filter(enrolment=enrolment.pk)
    dated, graded = (rows.filter(activity_key=stop.key).first() for rows in (dates, grades))
    opens_on, grade = dated and dated.opens_on, graded and graded.percent
    return replace(stop, opens_on=opens_on, grade=grade)


def stop_of(step):
    """A step of ``in_outline`` as the engine takes it."""
    after, percent = step.opens_after
    return paths.Stop(
        key=step.key,
        kind=step.kind,
        title=step.title,
        basis=step.basis,
        grade=step.grade,
        opens_on=step.opens_on,
        after=after,
        percent=percent,
    )


def missing_courses(enrolment):
    """Titles of the courses that she must complete first and has not. One that was never released is not asked for."""
    edition = enrolment.cohort.edition
    wanted = set(edition.requires) - {str(edition.course_key)}
    if not wanted:
        return []
    done = Enrolment.objects.of(enrolment.learner_id).completed_courses(wanted)
    missing = Edition.objects.latest_of_each_course().filter(course_key__in=wanted - done)
    return [course.title for course in missing]


def changes_of_dates(cohort):
    """What trainers said of its dates, the latest first."""
    return (
        ActivityDates.history.filter(cohort=cohort.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )
