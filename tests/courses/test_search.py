"""Looking for words in the lessons that one may read."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import ActivityDates, Enrolment
from courses.outline import Activity, Text
from courses.reports.learning import Outline
from courses.reports.paths import open_places
from lms.core.ids import new_id
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db

IN_THREE_DAYS = timezone.localdate() + dt.timedelta(days=3)


def written(rules=None, guide=(), **bodies):
    """A lesson with a body in each of the languages."""
    texts = [
        Text(language, f"About {language}", [{"html": f"<p>{body}</p>"}], guide=list(guide))
        for language, body in bodies.items()
    ]
    titles = {text.language: text.title for text in texts}
    return Activity(new_id(), "lesson", titles, texts, 10, rules=rules or {})


def enrolled(*activities, learner=None, **cohort):
    cohort = CohortFactory(edition=edition(*activities), **cohort)
    return EnrolmentFactory(cohort=cohort, learner=learner or PersonFactory())


def search(client, learner, words, language="en"):
    client.force_login(learner)
    return client.get(f"/{language}/learn/search/", {"q": words})


def found(response):
    return [one.text.language for one in response.context["results"]]


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        ("safran", ["fr"]),
        ("SAFRAN prix", ["fr"]),
        ("safran miel", []),
        ("تدريب", ["ar"]),
        ("التدريب", ["ar"]),
        ("التعاونيه", ["ar"]),
        ("%", []),
        ("", []),
        ("_", []),
    ],
)
def test_lessons_that_hold_all_the_words_are_found(client, words, languages):
    enrolment = enrolled(written(fr="Le prix du safran à l'été", ar="هذا التدريب لكل تعاونيّة"))

    assert found(search(client, enrolment.learner, words)) == languages


def test_the_language_of_the_reader_is_shown_where_it_is_found_there_too(client):
    enrolment = enrolled(written(fr="Le safran", en="The safran"), written(fr="Safran", en="Rose"))

    assert found(search(client, enrolment.learner, "safran", "en")) == ["en", "fr"]
    assert found(search(client, enrolment.learner, "safran", "fr")) == ["fr", "fr"]


def test_a_hit_is_marked_and_has_its_language_and_direction(client):
    enrolment = enrolled(written(ar="هذا التدريب مفيد"))

    page = search(client, enrolment.learner, "تدريب").content.decode()

    assert 'class="found" lang="ar" dir="rtl"' in page
    assert "<mark>تدريب</mark>" in page


def test_markup_in_a_query_stays_text(client):
    enrolment = enrolled(written(fr="Rien"))

    page = search(client, enrolment.learner, "<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in page


def test_courses_of_others_those_left_and_those_not_begun_are_not_searched(client):
    learner = PersonFactory()
    enrolled(written(fr="Le safran"))
    left = enrolled(written(fr="Le safran"), learner=learner)
    left.status = Enrolment.Status.WITHDRAWN
    left.save()
    enrolled(written(fr="Le safran"), learner=learner, opens_on=IN_THREE_DAYS)

    assert found(search(client, learner, "safran")) == []


def test_what_is_closed_is_not_found(client):
    first = written(fr="Le safran")
    second = written(fr="Le safran", rules={"opens_after": {"key": str(first.key), "percent": 0}})
    third = written(fr="Le safran")
    enrolment = enrolled(first, second, third)
    ActivityDates.objects.create(
        cohort=enrolment.cohort, activity_key=third.key, opens_on=IN_THREE_DAYS
    )

    response = search(client, enrolment.learner, "safran")

    assert [one.text.activity.key for one in response.context["results"]] == [first.key]


def test_neither_the_guide_nor_questions_nor_feedback_are_searched(client):
    enrolment = enrolled(lesson(), written(fr="Le miel", guide=[{"html": "<p>Say it slowly</p>"}]))

    for words in ("slowly", "Option", "Because", "Question"):
        assert found(search(client, enrolment.learner, words)) == []


def test_what_is_open_over_all_courses_is_what_each_outline_says():
    learner = PersonFactory()
    before = edition(lesson())
    first = lesson()
    rules = {"opens_after": {"key": str(first.key), "percent": 0}}
    one = enrolled(first, lesson(rules=rules), quiz(rules=rules), learner=learner)
    ActivityDates.objects.create(cohort=one.cohort, activity_key=first.key, opens_on=IN_THREE_DAYS)
    EnrolmentFactory(
        cohort__edition=edition(lesson(), requires=[before.course_key]), learner=learner
    )
    enrolled(lesson(), quiz(), learner=learner)

    places = open_places(learner)

    for enrolment in Enrolment.objects.of(learner):
        open_here = {step.pk for step in Outline.of(enrolment).steps if not step.lock}
        assert {pk for pk, where in places.items() if where == enrolment} == open_here


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_for_any_number_of_courses(
    client, django_assert_num_queries, number
):
    learner = PersonFactory()
    before = edition(lesson())
    for _ in range(number):
        course = edition(written(fr="Le safran"))
        EnrolmentFactory(cohort__edition=course, learner=learner)
    EnrolmentFactory(
        cohort__edition=edition(lesson(), requires=[before.course_key]), learner=learner
    )
    client.force_login(learner)

    with django_assert_num_queries(12):
        response = client.get(reverse("learn:search"), {"q": "safran"})

    assert len(found(response)) == number


def test_a_trainer_searches_the_course_of_her_cohort_also_what_is_still_closed(client):
    closed, other = written(fr="Le safran"), written(fr="Le safran")
    enrolment = enrolled(closed, opens_on=IN_THREE_DAYS)
    enrolled(other)
    trainer = appointed(Role.TRAINER)
    enrolment.cohort.trainers.add(trainer)
    client.force_login(trainer)

    response = client.get(reverse("teach:search", args=[enrolment.cohort_id]), {"q": "safran"})

    assert [one.text.activity.key for one in response.context["results"]] == [closed.key]
    assert reverse("teach:lesson", args=[enrolment.cohort_id, closed.key]) in (
        response.content.decode()
    )
