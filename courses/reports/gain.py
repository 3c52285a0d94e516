"""What a cohort learned: a quiz taken before and another taken after, compared for those who took both."""

from statistics import fmean
from typing import NamedTuple

from courses import grading
from courses.choices import ActivityKind
from courses.models import Attempt, EditionActivity, Grade


class Gain(NamedTuple):
    """Means in percent over the ``n`` learners who took both; ``gain`` in points of percent, None without any."""

    before: EditionActivity
    after: EditionActivity
    n: int
    learners: int
    mean_before: float | None
    mean_after: float | None

    @property
    def gain(self):
        return self.mean_after - self.mean_before if self.n else None


def gains_of(cohort):
    """A ``Gain`` for each quiz of the course that is compared with one before it, in the order of the course."""
    quizzes = cohort.edition.activities.filter(kind=ActivityKind.QUIZ).defer("answer_key")
    by_key = {str(quiz.key): quiz for quiz in quizzes}
    pairs = [
        (by_key[quiz.rules["pre_test"]], quiz)
        for quiz in by_key.values()
        if quiz.rules.get("pre_test") in by_key
    ]
    places = set(cohort.enrolments.staying().values_list("pk", flat=True))
    first = _first_tries(cohort, [before.key for before, _after in pairs])
    grades = _grades(cohort, [after.key for _before, after in pairs])
    return [_gain(before, after, places, first, grades) for before, after in pairs]


def learning_gain(cohort, activity):
    """The ``Gain`` of one quiz that is compared with another; None of a quiz that is not."""
    return next((gain for gain in gains_of(cohort) if gain.after.key == activity.key), None)


def _gain(before, after, places, first, grades):
    both = [
        (first[place, before.key], grades[place, after.key])
        for place in places
        if (place, before.key) in first and (place, after.key) in grades
    ]
    means = [fmean(column) for column in zip(*both, strict=True)] or [None, None]
    return Gain(before, after, len(both), len(places), *means)


def _first_tries(cohort, keys):
    """What each learner knew before, in percent: of several tries, the first."""
    attempts = (
        Attempt.objects.marked()
        .filter(enrolment__cohort=cohort, activity__key__in=keys)
        .order_by("-number")
        .values_list("enrolment", "activity__key", "score", "max_score")
    )
    return {
        (place, key): float(grading.percent_of(score, maximum))
        for place, key, score, maximum in attempts
    }


def _grades(cohort, keys):
    """What counts of what she knew afterwards, as computed: a grade that was set says nothing about learning."""
    grades = Grade.objects.filter(
        enrolment__cohort=cohort, activity_key__in=keys, computed__isnull=False
    )
    rows = grades.values_list("enrolment", "activity_key", "computed")
    return {(place, key): float(percent) for place, key, percent in rows}
