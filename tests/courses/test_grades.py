import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from courses.actions.grades import keep_grade
from courses.models import Attempt, Grade, Submission
from lms.core.policy import SYSTEM
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def enrolment():
    return EnrolmentFactory(cohort=CohortFactory(edition=edition(quiz())))


def activity_of(enrolment, **rules):
    activity = enrolment.cohort.edition.activities.get()
    activity.rules |= rules
    activity.save()
    return activity


def tried(enrolment, activity, score, status="marked"):
    return Attempt.objects.create(
        id=uuid.uuid4(),
        enrolment=enrolment,
        activity=activity,
        number=enrolment.attempts.count() + 1,
        language="fr",
        status=status,
        score=score,
        max_score=10,
        handed_in_at=None if status == "open" else NOW,
    )


def handed_in(enrolment, activity, status, percent):
    return Submission.objects.create(
        id=uuid.uuid4(),
        enrolment=enrolment,
        activity=activity,
        number=enrolment.submissions.count() + 1,
        language="fr",
        status=status,
        percent=percent,
        handed_in_at=NOW,
    )


@pytest.mark.parametrize(("way", "percent"), [("best", 70), ("last", 40), ("average", 50)])
def test_a_quiz_is_graded_by_its_rule(enrolment, way, percent):
    activity = activity_of(enrolment, grading=way)
    for score in (40, 70, 40):
        tried(enrolment, activity, Decimal(score) / 10)

    assert keep_grade(enrolment, activity, by=SYSTEM).computed == percent


@pytest.mark.parametrize("status", ["open", "waiting"])
def test_what_nobody_has_marked_yet_does_not_count(enrolment, status):
    activity = activity_of(enrolment)
    tried(enrolment, activity, 4)
    tried(enrolment, activity, 9, status)

    assert keep_grade(enrolment, activity, by=SYSTEM).computed == 40


def test_without_records_there_is_no_grade(enrolment):
    assert keep_grade(enrolment, activity_of(enrolment), by=SYSTEM) is None
    assert not Grade.objects.exists()


def test_computing_again_writes_nothing_and_leaves_what_a_trainer_set(enrolment):
    activity = activity_of(enrolment)
    tried(enrolment, activity, 4)
    grade = keep_grade(enrolment, activity, by=SYSTEM)
    grade.override, grade.override_reason = 90, "She explained it to me."
    grade.save()

    keep_grade(enrolment, activity, by=SYSTEM)
    kept = Grade.objects.get()

    assert (kept.computed, kept.override, kept.percent) == (40, 90, 90)
    assert kept.history.count() == 2


def test_accepted_work_is_the_grade_of_an_assignment_else_what_was_marked_last(enrolment):
    activity = activity_of(enrolment)
    activity.kind = "assignment"
    activity.save()
    for percent in (30, 55):
        handed_in(enrolment, activity, "redo", percent)
    handed_in(enrolment, activity, "waiting", None)
    assert keep_grade(enrolment, activity, by=SYSTEM).computed == 55

    Submission.objects.filter(status="waiting").update(status="accepted", percent=52)
    assert keep_grade(enrolment, activity, by=SYSTEM).computed == 52


@pytest.mark.parametrize(("later", "percent"), [(70, 90), (95, 95)])
def test_of_work_that_was_accepted_twice_the_better_counts(enrolment, later, percent):
    """She contested "do it again" and did it again meanwhile: both were accepted in the end."""
    activity = activity_of(enrolment)
    activity.kind = "assignment"
    activity.save()
    handed_in(enrolment, activity, "accepted", 90)
    handed_in(enrolment, activity, "accepted", later)

    assert keep_grade(enrolment, activity, by=SYSTEM).computed == percent


def test_attempts_at_the_quiz_in_an_earlier_edition_count(enrolment):
    old = activity_of(enrolment)
    tried(enrolment, old, 8)
    new = edition(quiz(), programme=enrolment.cohort.edition.programme).activities.get()
    new.key = old.key
    new.save()
    enrolment.cohort.edition = new.edition
    enrolment.cohort.save()

    assert keep_grade(enrolment, new, by=SYSTEM).computed == 80


def test_a_stranger_changes_no_grade(enrolment):
    with pytest.raises(PermissionDenied):
        keep_grade(enrolment, activity_of(enrolment), by=PersonFactory())
