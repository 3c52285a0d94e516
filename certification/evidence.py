"""What the records of courses show about a person and the requirements of a scheme.

A requirement is met when its evidence is found. The earliest record that meets it is taken, so that what somebody
does later never changes evidence that was found before.
"""

import hashlib
import json
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import scoring
from courses.models import Attempt, Edition, EditionActivity, Enrolment

from .choices import RequirementKind

FINDERS = {}


@dataclass(frozen=True)
class Finding:
    """How a person stands with one requirement, in words, and the evidence when it is met."""

    requirement: object
    title: str
    asked: str
    shown: str
    evidence: dict | None

    @property
    def met(self):
        return self.evidence is not None


def finder(kind):
    """Register ``function(requirements, person, titles) -> findings`` for a kind of requirement."""

    def register(function):
        FINDERS[kind] = function
        return function

    return register


def look_up(requirements, person):
    """A finding for each requirement, in their order. Takes the same few queries for any number of them."""
    requirements = list(requirements)
    titles = _titles(requirements)
    by_kind = groupby(sorted(requirements, key=lambda r: r.kind), key=lambda r: r.kind)
    findings = {
        finding.requirement: finding
        for kind, asked in by_kind
        for finding in FINDERS[kind](list(asked), person, titles)
    }
    return [findings[requirement] for requirement in requirements]


def missing(findings):
    """What is asked and not yet shown, in words."""
    return [finding.asked for finding in findings if not finding.met]


def snapshot(findings):
    """What was asked and what was found, as data to be kept with a decision."""
    return [
        {
            "kind": finding.requirement.kind,
            "course": str(finding.requirement.course_key),
            "activity": str(finding.requirement.activity_key or ""),
            "min_percent": finding.requirement.min_percent,
            "evidence": finding.evidence,
        }
        for finding in findings
    ]


def digest_of(data):
    """SHA-256 of JSON data, the same for the same data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@finder(RequirementKind.COURSE_COMPLETED)
def courses_completed(requirements, person, titles):
    keys = {requirement.course_key for requirement in requirements}
    places = list(
        Enrolment.objects.filter(learner=person, cohort__edition__course_key__in=keys)
        .staying()
        .with_progress()
        .select_related("cohort__edition")
        .order_by("completed_at", "enrolled_at")
    )
    for requirement in requirements:
        mine = [p for p in places if p.cohort.edition.course_key == requirement.course_key]
        done = next((place for place in mine if place.completed_at), None)
        title = titles.get(requirement.course_key) or _("a course that is not released yet")
        yield Finding(
            requirement,
            title,
            _("Complete the course “%(course)s”") % {"course": title},
            _course_shown(done, mine),
            done and _completion(done),
        )


def _completion(place):
    return {
        "enrolment": str(place.pk),
        "edition": place.cohort.edition.number,
        "completed_at": place.completed_at.isoformat(),
    }


def _course_shown(done, places):
    if done:
        return _("Completed on %(day)s, edition %(edition)s, cohort %(cohort)s.") % {
            "day": _day(done.completed_at),
            "edition": done.cohort.edition.number,
            "cohort": done.cohort,
        }
    if not places:
        return _("Not enrolled on this course yet.")
    furthest = max(places, key=lambda place: place.done_count)
    return _("%(done)s of %(all)s lessons and quizzes done.") % {
        "done": furthest.done_count,
        "all": furthest.required_count,
    }


@finder(RequirementKind.QUIZ_PASSED)
def quizzes_passed(requirements, person, titles):
    keys = {requirement.activity_key for requirement in requirements}
    attempts = list(
        Attempt.objects.marked()
        .filter(enrolment__learner=person, activity__key__in=keys)
        .with_grade()
        .select_related("activity")
        .order_by("handed_in_at")
    )
    for requirement in requirements:
        mine = [a for a in attempts if a.activity.key == requirement.activity_key]
        good = next((attempt for attempt in mine if _is_enough(attempt, requirement)), None)
        title = titles.get(requirement.activity_key) or _("a quiz that is not released yet")
        yield Finding(
            requirement,
            title,
            _quiz_asked(requirement, title),
            _quiz_shown(good, mine),
            good and _result(good),
        )


def _is_enough(attempt, requirement):
    needed = requirement.min_percent
    if attempt.activity.is_averaged:
        # One good try is not enough where the average counts.
        wanted = attempt.activity.pass_mark if needed is None else needed
        return attempt.passed and attempt.grade is not None and attempt.grade >= wanted
    if needed is None:
        return attempt.passed
    return attempt.passed and scoring.passes(attempt.score, attempt.max_score, needed)


def _result(attempt):
    return {
        "attempt": str(attempt.pk),
        "number": attempt.number,
        "percent": attempt.percent,
        "handed_in_at": attempt.handed_in_at.isoformat(),
    }


def _quiz_asked(requirement, title):
    if requirement.min_percent is None:
        return _("Pass the quiz “%(quiz)s”") % {"quiz": title}
    return _("Pass the quiz “%(quiz)s” with at least %(percent)s%%") % {
        "quiz": title,
        "percent": requirement.min_percent,
    }


def _quiz_shown(good, attempts):
    if good:
        return _("%(percent)s%%, try %(number)s, on %(day)s.") % {
            "percent": good.percent,
            "number": good.number,
            "day": _day(good.handed_in_at),
        }
    if not attempts:
        return _("Quiz not taken yet.")
    return _("Best result so far: %(percent)s%%.") % {"percent": max(a.percent for a in attempts)}


def _titles(requirements):
    """Titles of the courses and quizzes asked for, by key, from the latest edition of each course."""
    asked = EditionActivity.objects.filter(key__in={r.activity_key for r in requirements})
    editions = (
        Edition.objects.filter(course_key__in={r.course_key for r in requirements})
        .latest_of_each_course()
        .prefetch_related(Prefetch("activities", asked, to_attr="asked"))
    )
    titles = {}
    for edition in editions:
        titles[edition.course_key] = edition.title
        titles |= {activity.key: activity.title for activity in edition.asked}
    return titles


def _day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
