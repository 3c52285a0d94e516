"""A course of the tests' own beside the demonstration's: a question of every kind, and something on every desk."""

import datetime as dt
import uuid

from django.utils import timezone

from courses.actions import cohorts, contests, groups, quizzes, submissions, talk
from courses.actions.days import plan_day
from courses.models import Programme
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.factories.courses import (
    assignment,
    edition,
    lesson,
    quiz,
    quiz_of,
    survey,
    workshop,
)
from tests.factories.questions import id_of

TYPED = ["single", "several", "truefalse", "number", "short", "matching", "ordering", "gaps"]
EVERY_KIND = [*TYPED, "picture", "open", "upload"]
OPEN = id_of("open", "")
ONE_BY_ONE = {"one_by_one": True, "minutes": 60}


def open_classroom():
    """The cohort of three, and where to find what is in it."""
    made = {
        "lesson": lesson(),
        "by_keyboard": quiz_of(*TYPED),
        "every_kind": quiz_of(*EVERY_KIND),
        "one_by_one": quiz_of(*TYPED, rules=ONE_BY_ONE),
        "quiz": quiz(),
        "work": assignment(),
        "workshop": workshop(),
        "survey": survey(),
    }
    trainer = Person.objects.get(username="trainer")
    cohort = _cohort(trainer, made)
    members = Person.objects.filter(memberships__cooperative__code="AFRAH").order_by("pk")[:3]
    places = [cohorts.enrol(member, cohort, by=SYSTEM) for member in members]
    return {
        "cohort": cohort.pk,
        "place": str(places[0].pk),
        "names": [str(member) for member in members],
        **{name: str(activity.key) for name, activity in made.items()},
        **_done_by(places[0], made),
        **_waits_of(places[1], made),
        **_held_by(trainer, cohort, made, places[0]),
    }


def _cohort(trainer, made):
    """On the first edition; a second one has another lesson."""
    course = {"programme": Programme.objects.get(code="BOOTCOOP"), "key": uuid.uuid4()}
    first = edition(*made.values(), **course, code="SALLE")
    edition(*made.values(), lesson(), **course, code="SALLE")
    today = timezone.localdate()
    return cohorts.open_cohort(
        first,
        name="Salle de classe",
        country="MA",
        trainers=[trainer],
        opens_on=today - dt.timedelta(days=9),
        closes_on=today + dt.timedelta(days=90),
        by=SYSTEM,
    )


def _done_by(place, made):
    """A quiz under way, one handed in and contested, work that waits to be marked."""
    at, by = timezone.now(), place.learner
    doing = {"language": "fr", "at": at, "by": by}
    started = quizzes.start(place, made["one_by_one"].key, attempt_id=uuid.uuid4(), **doing)
    empty = dict.fromkeys(made["quiz"].answer_key, [])
    handed_in = quizzes.hand_in(place, made["quiz"].key, empty, attempt_id=uuid.uuid4(), **doing)
    contest = contests.contest(handed_in, "J'avais répondu.", contest_id=uuid.uuid4(), at=at, by=by)
    again = quizzes.hand_in(place, made["quiz"].key, empty, attempt_id=uuid.uuid4(), **doing)
    submission = submissions.hand_in_work(
        place,
        made["work"].key,
        text="Nous vendons 20 bouteilles.",
        uploads=[],
        submission_id=uuid.uuid4(),
        **doing,
    )
    return {
        "attempt": str(started.pk),
        "result": str(handed_in.pk),
        "contest": str(contest.pk),
        "uncontested": str(again.pk),
        "submission": str(submission.pk),
    }


def _waits_of(place, made):
    """A quiz with an open answer and a file, which only a person can mark."""
    waits = quizzes.hand_in(
        place,
        made["every_kind"].key,
        {OPEN: "Le livre de caisse."},
        attempt_id=uuid.uuid4(),
        language="fr",
        at=timezone.now(),
        by=place.learner,
    )
    return {"other_place": str(place.pk), "waits": str(waits.pk)}


def _held_by(trainer, cohort, made, place):
    """A question that is answered, a learner who may lead groups, a training day today."""
    at, ids = timezone.now(), [uuid.uuid4(), uuid.uuid4()]
    key = made["lesson"].key
    asked = talk.ask(cohort, key, "Pourquoi ?", question_id=ids[0], at=at, by=place.learner)
    talk.reply(asked, "Parce que.", reply_id=ids[1], at=at, by=trainer)
    groups.let_lead_groups(place, True, by=trainer)
    plan = {"held_on": timezone.localdate(), "venue": "Dar Taliba", "trainer": trainer}
    return {"day": str(plan_day(cohort, made["workshop"].key, by=trainer, **plan).pk)}
