"""The gradebook and the progress of a cohort: a fixed number of queries for a page and for the whole file."""

from dataclasses import dataclass

from django.db.models import F, Value
from django.utils.translation import gettext as _

from courses import gradebook
from courses.choices import ActivityKind, Basis
from courses.models import Allowance, Attempt, Completion, EditionActivity, Grade

GRADED = (ActivityKind.QUIZ, ActivityKind.ASSIGNMENT)
BY_NAME = ("learner__last_name", "learner__first_name", "pk")
# How many learners are read at once for a file.
CHUNK = 500
SIGNS = {
    Basis.SELF_STUDY: "✓",
    Basis.GROUP: "✓G",
    Basis.TRAINING_DAY: "✓D",
    Basis.PRIOR: "✓P",
    Basis.OVERRIDE: "✓T",
}


@dataclass(frozen=True)
class Line:
    """A learner with a cell for each activity, in their order."""

    enrolment: object
    cells: list
    total: object = None


@dataclass(frozen=True)
class Mark:
    """A cell of the gradebook: the percent that counts, and whether a trainer set it."""

    activity: EditionActivity
    percent: object = None
    overridden: bool = False


@dataclass(frozen=True)
class Step:
    """A cell of the progress grid: on what ground an activity is done; ``stuck``: no tries are left."""

    activity: EditionActivity
    basis: str = ""
    stuck: bool = False

    @property
    def basis_label(self):
        return Basis(self.basis).label

    @property
    def sign(self):
        return SIGNS[self.basis] if self.basis else "!" if self.stuck else ""


def graded_activities(edition):
    """The activities whose grades count, in their order."""
    activities = edition.activities.filter(kind__in=GRADED).defer("answer_key")
    return [activity for activity in activities if weight_of(activity)]


def weight_of(activity):
    return activity.rules.get("weight", 1)


def grades_of(enrolments, activities):
    """A ``Line`` of ``Mark`` for each enrolment; they are read once, and may be many."""
    return _grade_lines(enrolments, activities, Grade.objects.filter(enrolment__in=enrolments))


def _grade_lines(places, activities, grades):
    weights = {activity.key: weight_of(activity) for activity in activities}
    counted = {}
    rows = grades.filter(activity_key__in=weights)
    for place, key, computed, override in rows.values_list(
        "enrolment", "activity_key", "computed", "override"
    ):
        counted.setdefault(place, {})[key] = (
            computed if override is None else override,
            override is not None,
        )
    for place in places:
        mine = counted.get(place.pk, {})
        percents = {key: percent for key, (percent, _overridden) in mine.items()}
        cells = [Mark(activity, *mine.get(activity.key, ())) for activity in activities]
        yield Line(place, cells, gradebook.total(percents, weights))


def progress_of(enrolments, activities):
    """A ``Line`` of ``Step`` for each enrolment of a page."""
    done = Completion.objects.filter(enrolment__in=enrolments)
    return _progress_lines(enrolments, activities, done, _stuck(enrolments, activities))


def _progress_lines(places, activities, completions, stuck=frozenset()):
    done = {}
    for place, key, basis in completions.values_list("enrolment", "activity_key", "basis"):
        done.setdefault(place, {})[key] = basis
    for place in places:
        mine = done.get(place.pk, {})
        cells = [Step(a, mine.get(a.key, ""), (place.pk, a.key) in stuck) for a in activities]
        yield Line(place, cells)


def _stuck(enrolments, activities):
    """``{(enrolment id, key)}`` of quizzes whose tries are used up; whether they are done is not asked here."""
    tries = {a.key: a.tries for a in activities if a.kind == ActivityKind.QUIZ and a.tries}
    used = {}
    attempts = Attempt.objects.filter(enrolment__in=enrolments, activity__key__in=tries)
    made = attempts.handed_in().order_by().annotate(counts=Value(1))
    more = Allowance.objects.filter(enrolment__in=enrolments, activity_key__in=tries, tries__gt=0)
    given_back = more.order_by().annotate(counts=-F("tries"))
    for enrolment, key, number in made.values_list("enrolment", "activity__key", "counts").union(
        given_back.values_list("enrolment", "activity_key", "counts"), all=True
    ):
        used[enrolment, key] = used.get((enrolment, key), 0) + number
    return {place for place, number in used.items() if number >= tries[place[1]]}


def stuck_enrolments(cohort):
    """Ids of the enrolments under way with a quiz that was not passed and may not be tried again."""
    active = cohort.enrolments.filter(status="active")
    quizzes = cohort.edition.activities.filter(kind=ActivityKind.QUIZ).defer("answer_key")
    done = set(
        Completion.objects.filter(enrolment__in=active).values_list("enrolment", "activity_key")
    )
    return {enrolment for enrolment, _key in _stuck(active, list(quizzes)) - done}


def gradebook_file(cohort):
    """``(headings, rows)`` of the whole gradebook, a row made when it is written."""
    activities = graded_activities(cohort.edition)
    staying = cohort.enrolments.staying()
    lines = _grade_lines(_in_file(staying), activities, Grade.objects.filter(enrolment__in=staying))
    headings = [*_names(), *[activity.title for activity in activities], _("Total so far")]
    return headings, (
        [*_name(line), *[cell.percent for cell in line.cells], line.total] for line in lines
    )


def progress_file(cohort):
    """``(headings, rows)`` of the whole progress grid, in words."""
    activities = list(cohort.edition.activities.defer("answer_key"))
    staying = cohort.enrolments.staying()
    lines = _progress_lines(
        _in_file(staying), activities, Completion.objects.filter(enrolment__in=staying)
    )
    words = {basis.value: str(basis.label) for basis in Basis}
    return [*_names(), *[activity.title for activity in activities]], (
        [*_name(line), *[words.get(cell.basis) for cell in line.cells]] for line in lines
    )


def _in_file(places):
    return places.select_related("learner").order_by(*BY_NAME).iterator(CHUNK)


def _names():
    return [_("Name"), _("Name in Arabic")]


def _name(line):
    learner = line.enrolment.learner
    return [learner.name_latin, learner.name_arabic]
