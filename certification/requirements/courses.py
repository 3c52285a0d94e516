"""Asked of a learner: a course completed, a quiz passed, work accepted, half-days attended."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.choices import RequirementKind
from courses import scoring
from courses.attendance import Workshop
from courses.choices import THERE, ActivityKind
from courses.models import (
    Attempt,
    Attendance,
    EditionActivity,
    Enrolment,
    Submission,
    TrainingDay,
    TrainingReport,
)

from .kinds import (
    Finding,
    Kind,
    Record,
    anew,
    counts,
    course_title,
    day,
    kind,
    percent,
    with_since,
)


@kind(RequirementKind.COURSE_COMPLETED)
class CourseCompleted(Kind):
    asks_course = True

    def fields(self):
        return {"anew": anew()}

    def find(self, requirements, person, titles):
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
            done = next((place for place in mine if _is_done(requirement, place)), None)
            title = course_title(requirement, titles)
            yield Finding(
                requirement,
                title,
                with_since(requirement, _("Complete the course “%(course)s”") % {"course": title}),
                _course_shown(done, mine),
                done and _completion(done),
            )


def _is_done(requirement, place):
    done_at = place.completed_at
    return done_at is not None and counts(requirement, timezone.localdate(done_at))


def _completion(place):
    return {
        "enrolment": str(place.pk),
        "edition": place.cohort.edition.number,
        "completed_at": place.completed_at.isoformat(),
    }


def _course_shown(done, places):
    if done:
        return _("Completed on %(day)s, edition %(edition)s, cohort %(cohort)s.") % {
            "day": day(done.completed_at),
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


@kind(RequirementKind.QUIZ_PASSED)
class QuizPassed(Kind):
    asks_course = True
    asks_activity = ActivityKind.QUIZ

    def fields(self):
        empty = gettext_lazy("Empty: the pass mark of the quiz is enough.")
        label = gettext_lazy("at least, in percent")
        return {"min_percent": percent(label, required=False, help_text=empty)}

    def find(self, requirements, person, titles):
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
            needed = requirement.params.get("min_percent")
            good = next((attempt for attempt in mine if _is_enough(attempt, needed)), None)
            title = titles.get(requirement.activity_key) or _("a quiz that is not released yet")
            yield Finding(
                requirement,
                title,
                _quiz_asked(needed, title),
                _quiz_shown(good, mine),
                good and _result(good),
            )


def _is_enough(attempt, needed):
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


def _quiz_asked(needed, title):
    if needed is None:
        return _("Pass the quiz “%(quiz)s”") % {"quiz": title}
    return _("Pass the quiz “%(quiz)s” with at least %(percent)s%%") % {
        "quiz": title,
        "percent": needed,
    }


def _quiz_shown(good, attempts):
    if good:
        return _("%(percent)s%%, try %(number)s, on %(day)s.") % {
            "percent": good.percent,
            "number": good.number,
            "day": day(good.handed_in_at),
        }
    if not attempts:
        return _("Quiz not taken yet.")
    return _("Best result so far: %(percent)s%%.") % {"percent": max(a.percent for a in attempts)}


@kind(RequirementKind.WORK_ACCEPTED)
class WorkAccepted(Kind):
    """Micro-teaching or another assignment, which somebody marked with the rubric of the assignment."""

    asks_course = True
    asks_activity = ActivityKind.ASSIGNMENT

    def find(self, requirements, person, titles):
        keys = {requirement.activity_key for requirement in requirements}
        handed_in = list(
            Submission.objects.filter(enrolment__learner=person, activity__key__in=keys)
            .select_related("activity", "enrolment__cohort")
            .order_by("handed_in_at")
        )
        for requirement in requirements:
            mine = [s for s in handed_in if s.activity.key == requirement.activity_key]
            good = next((s for s in mine if s.status == Submission.Status.ACCEPTED), None)
            title = titles.get(requirement.activity_key) or _("work that is not released yet")
            yield Finding(
                requirement,
                title,
                _("Have the work “%(work)s” accepted") % {"work": title},
                _work_shown(good, mine),
                good and {"submission": str(good.pk), "number": good.number},
                tuple(
                    Record(
                        f"{day(s.handed_in_at)} · {s.get_status_display()} · {s.enrolment.cohort}"
                    )
                    for s in mine
                ),
            )


def _work_shown(good, handed_in):
    if good:
        return _("Accepted; handed in on %(day)s.") % {"day": day(good.handed_in_at)}
    if not handed_in:
        return _("Not handed in yet.")
    return _("Handed in on %(day)s: %(status)s.") % {
        "day": day(handed_in[-1].handed_in_at),
        "status": handed_in[-1].get_status_display(),
    }


@kind(RequirementKind.ATTENDANCE)
class Attended(Kind):
    """A share of the half-days of all workshops of a course, in the cohort in which the person attended most."""

    asks_course = True

    def fields(self):
        return {"min_percent": percent(gettext_lazy("share of the half-days, in percent"))}

    def find(self, requirements, person, titles):
        keys = {requirement.course_key for requirement in requirements}
        places = list(
            Enrolment.objects.filter(learner=person, cohort__edition__course_key__in=keys)
            .staying()
            .select_related("cohort__edition")
            .order_by("enrolled_at")
        )
        asked = _half_days_asked([place.cohort for place in places])
        there = _half_days_there(places)
        for requirement in requirements:
            mine = [p for p in places if p.cohort.edition.course_key == requirement.course_key]
            yield _attendance(requirement, mine, asked, there, course_title(requirement, titles))


def _half_days_asked(cohorts):
    """``{cohort id: half-days}``: as ``courses.attendance`` counts them, over all workshops of each cohort."""
    held, planned, reported = defaultdict(set), defaultdict(int), set()
    marks = Attendance.objects.filter(day__cohort__in=cohorts, day__cancelled_at=None)
    for cohort, key, *half in (
        marks.order_by().values_list("day__cohort", "day__activity_key", "day", "half").distinct()
    ):
        held[cohort, key].add(tuple(half))
    for one in TrainingDay.objects.to_be_held().filter(cohort__in=cohorts):
        planned[one.cohort_id, one.activity_key] += len(one.halves)
    submitted = TrainingReport.objects.filter(cohort__in=cohorts, submitted_at__isnull=False)
    reported = set(submitted.values_list("cohort", "activity_key"))
    editions = {cohort.edition_id for cohort in cohorts}
    workshops = defaultdict(list)
    for one in EditionActivity.objects.filter(edition__in=editions, kind=ActivityKind.WORKSHOP):
        workshops[one.edition_id].append(one)
    asked = {}
    for cohort in cohorts:
        of_cohort = [((cohort.pk, one.key), one) for one in workshops[cohort.edition_id]]
        asked[cohort.pk] = sum(
            Workshop(
                one.rules.get("half_days", 0), planned[at], len(held[at]), 0, at in reported
            ).asked
            for at, one in of_cohort
        )
    return asked


def _half_days_there(places):
    """``{enrolment id: [(date, half)]}``, the earliest first."""
    there = defaultdict(list)
    rows = Attendance.objects.filter(
        enrolment__in=places, presence__in=THERE, day__cancelled_at=None
    )
    for row in rows.select_related("day").order_by("day__held_on", "half"):
        there[row.enrolment_id].append((row.day.held_on.isoformat(), row.half))
    return there


def _attendance(requirement, places, asked, there, title):
    needed = requirement.params["min_percent"]
    best, share = None, (0, 0)
    for place in places:
        attended, of = len(there[place.pk]), asked[place.cohort_id]
        if best is None or attended * max(share[1], 1) > share[0] * max(of, 1):
            best, share = place, (attended, of)
    enough = -(-needed * share[1] // 100)
    met = best is not None and share[0] > 0 and enough <= share[0]
    said = _("%(there)s of %(all)s half-days attended, cohort %(cohort)s.")
    return Finding(
        requirement,
        title,
        _("Attend at least %(percent)s%% of the half-days of “%(course)s”")
        % {"percent": needed, "course": title},
        said % {"there": share[0], "all": share[1], "cohort": best.cohort}
        if best
        else _("Not enrolled on this course yet."),
        {
            "enrolment": str(best.pk),
            "asked": share[1],
            # As many as were enough: later half-days do not change them.
            "half_days": [list(half) for half in there[best.pk][: max(enough, 1)]],
        }
        if met
        else None,
        tuple(Record(f"{date} · {half}") for date, half in there[best.pk]) if best else (),
    )
