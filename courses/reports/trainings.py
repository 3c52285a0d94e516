"""The figures of a workshop as they are reported, counted from attendance."""

from collections import Counter

from django.utils.translation import gettext as _

from courses import ages
from courses.choices import THERE, Presence
from courses.models import Attendance, TrainingDay, TrainingReport
from lms.people.choices import Sex
from lms.people.models import Membership

from .days import workshop_of

HALF_DAY = 180
"""Minutes of a half-day where the curriculum does not say how long the workshop takes."""


def report_of(cohort, activity):
    return TrainingReport.objects.filter(cohort=cohort, activity_key=activity.key).first()


def figures_of(cohort, activity):
    """What is counted, as plain values that can be kept.

    ``people`` are counted once, ``participations`` once for each half-day; both by sex, people also by age. Only who
    was present or late counts as a person reached.
    """
    days = list(TrainingDay.objects.to_be_held().of_workshop(activity.key).filter(cohort=cohort))
    rows = list(Attendance.objects.filter(day__in=days).select_related("enrolment__learner", "day"))
    there = [row for row in rows if row.presence in THERE]
    people = {row.enrolment.learner_id: row.enrolment.learner for row in there}
    walked_in = {row.enrolment.learner_id for row in there if row.walked_in}
    held = {row.day.held_on for row in rows}
    minutes = minutes_of_a_half_day(activity) * len(there)
    workshop = workshop_of(cohort, activity)
    return {
        "days": [day.isoformat() for day in sorted(held)],
        "half_days_planned": max(workshop.half_days, workshop.planned),
        "half_days": workshop.held,
        "minutes_of_a_half_day": minutes_of_a_half_day(activity),
        "person_hours": round(minutes / 60, 1),
        "people": len(people),
        "people_by_sex": _by_sex(people.values()),
        "people_by_age": _by_age(people.values(), min(held, default=None)),
        "participations": len(there),
        "participations_by_sex": _by_sex(row.enrolment.learner for row in there),
        "presences": _in_order(Counter(row.presence for row in rows), Presence.values),
        "walk_ins": len(walked_in),
        "cooperatives": _cooperatives(people, max(held, default=None)),
    }


def minutes_of_a_half_day(activity):
    half_days = activity.rules.get("half_days", 0)
    return activity.minutes // half_days if activity.minutes and half_days else HALF_DAY


def shown(figures, then=None):
    """``[(heading, value now, value in the report)]``, line by line; without a report the last is None."""
    return [
        (heading, value, None if then is None else before)
        for (heading, value), (_same, before) in zip(
            _lines(figures), _lines(then or figures), strict=True
        )
    ]


def changed(figures, then):
    """The lines that are not what they were when the report was submitted."""
    return [line for line in shown(figures, then) if line[1] != line[2]]


def _lines(figures):
    yield _("Half-days planned"), figures["half_days_planned"]
    yield _("Half-days held"), figures["half_days"]
    yield _("Hours of all people together"), figures["person_hours"]
    yield _("People, each counted once"), figures["people"]
    for sex in Sex:
        yield _people_who_are(sex), figures["people_by_sex"][sex]
    for band in ages.NAMES:
        yield _people_aged(band), figures["people_by_age"][band]
    yield _("Participations, counted for each half-day"), figures["participations"]
    for sex in Sex:
        yield _participations_of(sex), figures["participations_by_sex"][sex]
    for presence in Presence:
        yield _marks_of(presence), figures["presences"][presence]
    yield _("People who walked in"), figures["walk_ins"]
    yield _("Cooperatives"), figures["cooperatives"]


def _people_who_are(sex):
    return _("People: %(sex)s") % {"sex": sex.label}


def _people_aged(band):
    if band == ages.UNKNOWN:
        return _("People whose age is not known")
    first, last = band.split("-")
    if first == "61":
        return _("People over 60 years")
    return _("People of %(first)s to %(last)s years") % {"first": first, "last": last}


def _participations_of(sex):
    return _("Participations: %(sex)s") % {"sex": sex.label}


def _marks_of(presence):
    return _("Marks: %(presence)s") % {"presence": presence.label}


def _by_sex(people):
    return _in_order(Counter(person.sex for person in people), Sex.values)


def _by_age(people, day):
    found = Counter(ages.band_of(person.birth_year, day) for person in people)
    return _in_order(found, ages.NAMES)


def _cooperatives(people, day):
    if day is None:
        return 0
    members = Membership.objects.current(day).filter(person__in=people)
    return members.values("cooperative").distinct().count()


def _in_order(counted, order):
    return {value: counted.get(value, 0) for value in order}
