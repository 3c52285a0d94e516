"""The path through a course as it stands for one learner: what is open, and what opens the rest."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from courses import paths
from courses.models import ActivityDates, Completion, Edition, EditionActivity, Enrolment, Grade


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
    key = step.key
    return _stop(step, {key: step.basis}, {key: step.grade}, {key: step.opens_on})


def missing_courses(enrolment):
    """Titles of the courses that she must complete first and has not."""
    edition = enrolment.cohort.edition
    return _missing_courses(enrolment.learner_id, [edition])[edition.pk]


def _missing_courses(learner, editions):
    """Edition id → titles of what must be completed first. A course that was never released is not asked for."""
    wanted = {key for edition in editions for key in edition.requires}
    if not wanted:
        return defaultdict(list)
    done = Enrolment.objects.of(learner).completed_courses(wanted)
    courses = Edition.objects.latest_of_each_course().filter(course_key__in=wanted - done)
    titles = {str(course.course_key): course.title for course in courses}
    return {
        edition.pk: [
            titles[key]
            for key in edition.requires
            if key in titles and key != str(edition.course_key)
        ]
        for edition in editions
    }


def open_places(learner):
    """Id of an activity → her enrolment in which it is open today, over all her courses in a fixed number of queries."""
    mine = list(Enrolment.objects.of(learner).with_course().order_by("enrolled_at"))
    missing = _missing_courses(learner, [one.cohort.edition for one in mine])
    places = {}
    for one, activities, facts in _with_facts(mine):
        stops = {activity.pk: _stop(activity, *facts) for activity in activities}
        closed = paths.locks(
            list(stops.values()),
            day=timezone.localdate(),
            begins_on=one.cohort.opens_on,
            missing_courses=missing[one.cohort.edition_id],
        )
        places |= {pk: one for pk, stop in stops.items() if stop.key not in closed}
    return places


def _with_facts(enrolments):
    """Each enrolment with its activities, and by activity key: on what ground they are done, grades, opening days."""
    activities, done, grades, opens = (defaultdict(dict) for _ in range(4))
    editions = {one.cohort.edition_id for one in enrolments}
    for row in EditionActivity.objects.filter(edition__in=editions).defer("answer_key"):
        activities[row.edition_id][row.key] = row
    for row in Completion.objects.filter(enrolment__in=enrolments):
        done[row.enrolment_id][row.activity_key] = row.basis
    for row in Grade.objects.filter(enrolment__in=enrolments):
        grades[row.enrolment_id][row.activity_key] = row.percent
    for row in ActivityDates.objects.filter(cohort__in=[one.cohort_id for one in enrolments]):
        opens[row.cohort_id][row.activity_key] = row.opens_on
    for one in enrolments:
        facts = (done[one.pk], grades[one.pk], opens[one.cohort_id])
        yield one, activities[one.cohort.edition_id].values(), facts


def _stop(activity, done, grades, opens):
    after, percent = activity.opens_after
    return paths.Stop(
        key=activity.key,
        kind=activity.kind,
        title=activity.title,
        basis=done.get(activity.key, ""),
        grade=grades.get(activity.key),
        opens_on=opens.get(activity.key),
        after=after,
        percent=percent,
    )


def changes_of_dates(cohort):
    """What trainers said of its dates, the latest first."""
    return (
        ActivityDates.history.filter(cohort=cohort.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )
