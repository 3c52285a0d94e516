"""How far the learners of a cohort are, and who is behind."""

import datetime as dt
import random
import uuid

import pytest
from django.utils import timezone

from courses.models import Attempt, CheckAnswer, Completion, Enrolment
from tests.factories import courses as factories
from tests.factories.courses import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 6, 1)


@pytest.fixture
def cohort():
    return CohortFactory()


# Figures


def test_progress_counts_required_activities_of_the_edition_whatever_was_completed(
    django_assert_num_queries,
):
    chance = random.Random(7)  # noqa: S311 - the same cases each time
    required = [factories.lesson() for _n in range(4)]
    optional = [factories.quiz(required=False) for _n in range(2)]
    cohort = CohortFactory(edition=factories.edition(*required, *optional))
    other = CohortFactory()
    gone = [uuid.uuid4() for _n in range(3)]
    pool = [a.key for a in required + optional] + gone
    pool += list(other.edition.activities.values_list("key", flat=True))
    expected = {}
    for _learner in range(12):
        enrolment = EnrolmentFactory(cohort=cohort)
        EnrolmentFactory(cohort=other, learner=enrolment.learner)
        done = chance.sample(pool, chance.randrange(len(pool) + 1))
        for enrolled in (enrolment, enrolment.learner.enrolments.get(cohort=other)):
            Completion.objects.bulk_create(
                Completion(enrolment=enrolled, activity_key=key, done_at=timezone.now())
                for key in (done if enrolled == enrolment else pool)
            )
        expected[enrolment.pk] = (4, len({a.key for a in required} & set(done)))

    with django_assert_num_queries(1):
        rows = list(cohort.enrolments.with_progress())

    assert {row.pk: (row.required_count, row.done_count) for row in rows} == expected
    assert len(set(expected.values())) > 2


def at(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def test_the_last_activity_is_the_latest_of_lessons_checks_and_quizzes(cohort):
    none, lesson, check, quiz = EnrolmentFactory.create_batch(4, cohort=cohort)
    early, late = at(TODAY), at(TODAY + dt.timedelta(days=3))
    for enrolment, (done, answered, handed_in) in {
        lesson: (late, early, early),
        check: (early, late, None),
        quiz: (early, None, late),
    }.items():
        for moment in (early, done):
            Completion.objects.create(
                enrolment=enrolment, activity_key=uuid.uuid4(), done_at=moment
            )
        if answered:
            CheckAnswer.objects.create(
                enrolment=enrolment,
                activity_key=uuid.uuid4(),
                question_id=uuid.uuid4(),
                answer=[],
                right=True,
                answered_at=answered,
            )
        if handed_in:
            Attempt.objects.create(
                status=Attempt.Status.MARKED,
                enrolment=enrolment,
                activity=cohort.edition.activities.last(),
                number=1,
                language="fr",
                score=0,
                max_score=1,
                passed=False,
                handed_in_at=handed_in,
            )

    seen = {row.pk: row.last_activity_at for row in Enrolment.objects.with_last_activity()}

    assert seen == {none.pk: None, lesson.pk: late, check.pk: late, quiz.pk: late}


def test_who_is_behind(cohort, django_assert_num_queries):
    border = at(TODAY)
    fresh, silent, waiting, completed, gone = EnrolmentFactory.create_batch(5, cohort=cohort)
    for enrolment, days in ((fresh, 0), (silent, -1), (completed, -9), (gone, -9)):
        Completion.objects.create(
            enrolment=enrolment,
            activity_key=uuid.uuid4(),
            done_at=border + dt.timedelta(days=days),
        )
    Enrolment.objects.filter(pk=completed.pk).update(status="completed", completed_at=border)
    Enrolment.objects.filter(pk=gone.pk).update(status="withdrawn")
    rows = cohort.enrolments.with_last_activity()

    assert list(rows.not_started()) == [waiting]
    assert list(rows.silent_since(border)) == [silent]
    with django_assert_num_queries(1):
        figures = rows.figures(silent_since=border)
    assert figures == {
        "learners": 4,
        "completed": 1,
        "withdrawn": 1,
        "not_started": 1,
        "silent": 1,
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [("fat", 1), ("ALI fatima", 1), ("فاطمة", 1), ("fatima brahim", 0), ("%", 0), ("", 2)],
)
def test_learners_are_found_by_every_word_of_their_name_in_either_script(cohort, typed, found):
    names = {"first_name_arabic": "فاطمة", "last_name_arabic": "علي"}
    EnrolmentFactory(
        cohort=cohort,
        learner__first_name="Fatima",
        learner__last_name="Aït Ali",
        **{f"learner__{k}": v for k, v in names.items()},
    )
    EnrolmentFactory(
        cohort=cohort,
        learner__first_name="Brahim",
        learner__last_name="Idrissi",
        learner__first_name_arabic="",
        learner__last_name_arabic="",
    )

    assert cohort.enrolments.named(typed).count() == found
