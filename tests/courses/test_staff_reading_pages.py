"""Lessons and quizzes as trainers read them, with the right answers."""

import uuid

import pytest

from courses.choices import MARKED_BY_A_PERSON, QuestionKind
from courses.reports.corrections import in_words
from lms.people.choices import Role
from tests.factories import courses as factories
from tests.factories.courses import CohortFactory, ProgrammeFactory
from tests.factories.people import appointed
from tests.factories.questions import question

from .desks import address
from .pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(name="Taroudant, spring")


@pytest.fixture
def trainer(cohort, client):
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    cohort.edition.programme.trainers.add(trainer)
    client.force_login(trainer)
    return trainer


# Reading as staff


def test_staff_read_lessons_and_quizzes_with_the_right_answers(client, cohort, trainer):
    for activity in cohort.edition.activities.all():
        page = words(client.get(address("lesson", cohort, activity.key)))

        assert "✓ Option 0 en right answer" in page
        assert page.count("right answer ") == 1
        assert "Because en" in page
        assert ("Body en" in page) is (activity.kind == "lesson")


@pytest.mark.parametrize("kind", QuestionKind)
def test_staff_read_what_is_right_whatever_the_kind_of_question(client, cohort, trainer, kind):
    asked, key, _feedback = question(kind, language="en")
    quiz = factories.quiz_of("single" if kind == "faces" else kind)
    cohort.edition = factories.edition(quiz, programme=cohort.edition.programme)
    cohort.save()

    page = words(client.get(address("lesson", cohort, quiz.key)))

    by_nobody = {*MARKED_BY_A_PERSON, QuestionKind.FACES}
    for line in [] if kind in by_nobody else in_words(asked, key):
        assert line in page


def test_staff_read_a_survey_which_has_no_right_answers(client, cohort, trainer):
    survey = factories.survey()
    cohort.edition = factories.edition(survey, programme=cohort.edition.programme)
    cohort.save()

    page = words(client.get(address("lesson", cohort, survey.key)))

    assert "right answer " not in page


def test_a_lesson_that_lacks_a_language_is_shown_in_another(client, trainer, cohort):
    lesson = factories.lesson(languages=("fr",))
    cohort.edition = factories.edition(lesson, programme=cohort.edition.programme)
    cohort.save()

    page = client.get(address("lesson", cohort, lesson.key)).content.decode()

    assert '<article class="prose" lang="fr" dir="ltr">' in page
    assert "Body fr" in page


def test_a_lesson_of_another_edition_is_not_found(client, cohort, trainer):
    other = factories.edition().activities.first()

    assert client.get(address("lesson", cohort, other.key)).status_code == 404
    assert client.get(address("lesson", cohort, uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("activities", [1, 3])
def test_a_lesson_costs_the_same_in_a_long_course(
    client, trainer, cohort, activities, django_assert_num_queries
):
    lessons = [factories.lesson() for _n in range(activities)]
    cohort.edition = factories.edition(*lessons, programme=ProgrammeFactory())
    cohort.save()

    with django_assert_num_queries(8):
        client.get(address("lesson", cohort, lessons[0].key))
