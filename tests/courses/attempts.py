"""What the tests of attempts have in common: a learner in a quiz of one question of each kind, and her hands."""

import datetime as dt
import uuid

from django.utils import timezone

from courses.actions import quizzes
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, quiz_of
from tests.factories.people import PersonFactory
from tests.factories.questions import id_of, question

SINGLE, SEVERAL, NUMBER, OPEN = (
    id_of(kind, "") for kind in ("single", "several", "number", "open")
)
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def right(kind):
    """The answer that earns all the marks."""
    asked, key, _feedback = question(kind)
    chosen = key.get("correct") or key.get("value") or "My own words"
    return {asked["id"]: chosen}


def wrong(kind):
    return {id_of(kind, ""): "99" if kind == "number" else [id_of(kind, "", "option", 2)]}


def place(*kinds, tries=3, **rules):
    """Her enrolment in a course of one such quiz."""
    asked = quiz_of(*kinds, rules={"tries": tries, **rules})
    cohort = CohortFactory(edition=edition(asked), closes_on=dt.date(2999, 12, 31))
    cohort.trainers.add(PersonFactory())
    return EnrolmentFactory(cohort=cohort)


def quiz_in(enrolment):
    return enrolment.cohort.edition.activities.get(kind="quiz")


def start(enrolment, **values):
    key = values.pop("key", None) or quiz_in(enrolment).key
    given = {"language": "fr", "attempt_id": uuid.uuid4(), "at": timezone.now()}
    return quizzes.start(enrolment, key, **{**given, "by": enrolment.learner, **values})


def hand_in(enrolment, answers, **values):
    key = values.pop("key", None) or quiz_in(enrolment).key
    given = {"language": "fr", "attempt_id": uuid.uuid4(), "at": timezone.now()}
    return quizzes.hand_in(enrolment, key, answers, **{**given, "by": enrolment.learner, **values})


def keep(attempt, answers, at=None):
    at = at or timezone.now()
    return quizzes.keep_draft(attempt, answers, at=at, by=attempt.enrolment.learner)


def due(enrolment, due_on, opens_on=None):
    enrolment.cohort.activity_dates.update_or_create(
        activity_key=quiz_in(enrolment).key, defaults={"due_on": due_on, "opens_on": opens_on}
    )
