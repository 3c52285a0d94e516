"""What trainers see of their courses in the home screen and in the explorer of Wagtail."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.actions import releases, translations
from content.models import CoursePage, LessonPage, StagePage
from content.reports import Behind, courses_to_translate, put_editions_beside
from courses.models import Programme
from lms.core.policy import SYSTEM
from tests.factories import content as write
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """In French and Arabic; nothing in English."""
    return write.course(write.programme("MINE"), languages=["ar"])


@pytest.fixture
def trainer(page, client):
    person = PersonFactory(language="en")
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)
    return person


def publish(page):
    page.save_revision().publish()


def lesson():
    return LessonPage.objects.get(locale__language_code="fr")


def words(response):
    return " ".join(response.content.decode().split())


# To translate


def test_pages_that_are_not_translated_or_changed_since_are_counted(page, trainer):
    assert courses_to_translate(trainer) == [(page, [Behind("en", missing=4)])]

    publish(lesson())

    in_arabic = Behind("ar", old=1)
    assert in_arabic in dict(courses_to_translate(trainer))[page]


def test_of_pages_translated_side_by_side_the_sentences_are_counted_and_not_the_dates(
    page, trainer
):
    translations.take_over_course(page, write.home("ar").locale, by=SYSTEM)
    publish(lesson())
    assert dict(courses_to_translate(trainer))[page] == [Behind("en", missing=4)]

    source = lesson()
    source.body = json.dumps([write.text("<p>Une autre idée.</p>"), source.body.raw_data[1]])
    publish(source)

    in_arabic, _in_english = dict(courses_to_translate(trainer))[page]
    assert in_arabic == Behind("ar", sentences=1)


def test_a_course_that_is_all_there_is_not_to_translate(page, trainer):
    write.translate(page, "en")

    assert courses_to_translate(trainer) == []


def test_drafts_of_a_source_and_of_a_translation_count_as_not_there(page, trainer):
    write.translate(page, "en")
    write.in_language(lesson(), "en").unpublish()
    write.add(page.get_children().get(), write.lesson(title="Un autre"))

    ((_page, behind),) = courses_to_translate(trainer)

    assert behind == [Behind("ar", 1), Behind("en", 2)]


def test_courses_of_other_programmes_are_nobody_elses_to_translate(page, trainer):
    write.course(write.programme("OTHER"), code="OTHER-1", languages=())

    assert [course for course, _behind in courses_to_translate(trainer)] == [page]


def test_the_home_screen_leads_to_what_is_to_translate(client, page, trainer):
    shown = words(client.get("/cms/"))

    assert f'href="{reverse("content:release", args=[page.pk])}#translation"' in shown
    assert "<strong>English</strong> 4 pages not published" in shown


@pytest.mark.parametrize("courses", [1, 3])
def test_what_is_to_translate_costs_the_same_for_any_number(
    page, trainer, courses, django_assert_num_queries
):
    for number in range(courses - 1):
        write.course(page.programme_page, code=f"N-{number}", languages=())

    with django_assert_num_queries(8):
        assert len(courses_to_translate(trainer)) == courses


# The explorer


def explore(client, page):
    return client.get(reverse("wagtailadmin_explore", args=[page.pk]))


def test_courses_show_their_edition_and_its_languages(client, page, trainer):
    stage = page.get_parent()
    assert "changed since" not in words(explore(client, stage))

    releases.release(page, number=1, by=SYSTEM)
    released = words(explore(client, stage))
    publish(lesson())
    changed = words(explore(client, stage))

    assert '<td class="wide-only">1</td> <td class="wide-only">French, Arabic</td>' in released
    assert '<td class="wide-only">1 <span class="w-status">changed since</span></td>' in changed


def test_a_course_without_a_stage_stands_among_the_stages(client, page, trainer):
    programme = page.programme_page
    write.add(programme, CoursePage(title="Seul", code="ALONE"))

    shown = words(explore(client, programme))

    assert "Seul" in shown
    assert page.get_parent().title in shown


@pytest.mark.parametrize("courses", [1, 3])
def test_editions_beside_courses_cost_the_same_for_any_number(
    page, courses, django_assert_num_queries
):
    stage = page.get_parent().specific
    pages = [page, *(write.add(stage, CoursePage(title="Autre", code=f"N-{n}")) for n in (1, 2))]
    releases.release(page, number=1, by=SYSTEM)

    with django_assert_num_queries(4):
        put_editions_beside(pages[:courses])

    assert [bool(course.edition) for course in pages[:courses]] == [True, False, False][:courses]


@pytest.mark.parametrize("kind", [CoursePage, StagePage])
def test_a_row_of_the_explorer_costs_only_what_the_side_by_side_buttons_ask(
    client, page, trainer, kind
):
    """wagtail-localize asks twice for each row in hooks of its own, and keeps no answer that could be given before."""
    above = page.get_parent() if kind is CoursePage else page.programme_page
    cost_of_one = cost(client, above)

    for number in (1, 2):
        write.add(above.specific, kind(title="Autre", code=f"N-{number}"))

    assert cost(client, above) - cost_of_one == 2 * 2
    buttons = words(explore(client, above)).count("Release an edition")
    assert buttons == (3 if kind is CoursePage else 0)


def cost(client, page):
    explore(client, page)
    with CaptureQueriesContext(connection) as queries:
        explore(client, page)
    return len(queries)
