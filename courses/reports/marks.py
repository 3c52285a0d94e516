"""Every mark of a learner in a course: who gave it, when and why."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from courses.models import Attempt, Grade, Mark, Response

from .work import spoken_reviews, with_reviews


@dataclass
class Marked:
    """An activity with all marks a learner has for it, the latest first."""

    activity: object
    grade: Grade | None = None
    overridden_at: object = None
    entries: list = field(default_factory=list)

    @property
    def weight(self):
        return self.activity.rules.get("weight", 1)


@dataclass
class Entry:
    """An attempt or a submission with what was said of it."""

    thing: object
    kind: str
    marks: list = field(default_factory=list)
    reviews: list = field(default_factory=list)

    @property
    def contest(self):
        return getattr(self.thing, "contest", None)

    @property
    def can_be_contested(self):
        """Once, and only what has a mark."""
        return self.contest is None and self.thing.status not in (
            Attempt.Status.OPEN,
            Attempt.Status.WAITING,
        )


class Marks:
    """The marked activities of an enrolment in the order of the course, those of earlier editions last."""

    def __init__(self, enrolment):
        self.enrolment = enrolment
        self.found = {}
        for attempt in self._attempts():
            marks = [mark for one in attempt.responses.all() for mark in one.history.all()]
            self._of(attempt.activity).entries.append(Entry(attempt, "attempt", marks=marks))
        for work in self._submissions():
            self._of(work.activity).entries.append(
                Entry(work, "submission", reviews=spoken_reviews(work))
            )
        self._add_grades()

    def listed(self):
        order = {activity.key: activity for activity in self._outline}
        return sorted(
            self.found.values(),
            key=lambda one: (one.activity.key not in order, one.activity.position),
        )

    def _of(self, activity):
        return self.found.setdefault(activity.key, Marked(activity))

    def _attempts(self):
        history = Mark.objects.select_related("given_by", "voice", "correction")
        responses = Response.objects.prefetch_related(Prefetch("history", queryset=history))
        return (
            self.enrolment.attempts.exclude(status=Attempt.Status.OPEN)
            .select_related("activity", "contest__answered_by")
            .defer("activity__answer_key")
            .prefetch_related(Prefetch("responses", queryset=responses))
            .order_by("-handed_in_at", "-pk")
        )

    def _submissions(self):
        return (
            with_reviews(self.enrolment.submissions)
            .with_due_day()
            .select_related("activity", "contest__answered_by")
            .order_by("-handed_in_at", "-pk")
        )

    def _add_grades(self):
        self._outline = list(
            self.enrolment.cohort.edition.activities.defer("answer_key").order_by("position")
        )
        by_key = {activity.key: activity for activity in self._outline}
        grades = list(self.enrolment.grades.select_related("overridden_by"))
        since = _overridden_since(grades)
        for grade in grades:
            activity = by_key.get(grade.activity_key)
            if grade.activity_key in self.found or (activity and grade.percent is not None):
                marked = self.found.get(grade.activity_key) or self._of(activity)
                marked.grade, marked.overridden_at = grade, since.get(grade.pk)


def _overridden_since(grades):
    """Grade → when the grade that a trainer set was set."""
    overridden = {grade.pk: grade for grade in grades if grade.override is not None}
    since = {}
    rows = Grade.history.filter(id__in=overridden).order_by("-history_date", "-history_id")
    for row in rows:
        grade = overridden[row.id]
        if (row.override, row.override_reason) == (grade.override, grade.override_reason):
            since[row.id] = row.history_date
    return since
