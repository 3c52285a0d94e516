"""The Wagtail admin as trainers meet it, and the public pages."""

import re

import pytest
from django.urls import reverse

from content.actions import releases
from content.models import CoursePage, LessonPage, ModulePage, QuizPage
from content.questions.ids import with_new_ids
from content.reports import courses_to_release
from courses.models import Edition, Programme
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.factories import content as write
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return write.course(write.programme("MINE"), languages=())


@pytest.fixture
def trainer(page, client):
    person = PersonFactory(language="en")
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)
    return person


def screen(page):
    return reverse("content:release", args=[page.pk])


def words(response):
    return response.content.decode()


# The release screen


def test_the_release_screen_shows_what_the_edition_will_hold(client, page, trainer):
    shown = words(client.get(screen(page)))

    assert "2 activities." in shown
    assert "Release edition 1" in shown
    assert "This is not published in this language." in shown


def test_releasing_makes_the_edition_and_lists_it(client, page, trainer):
    response = client.post(screen(page), {"number": 1, "note": "The first one"}, follow=True)

    assert response.redirect_chain == [(screen(page), 302)]
    assert "Les prix, edition 1 is released." in words(response)
    assert "The first one" in words(response)
    assert Edition.objects.get().released_by == trainer


def test_a_second_press_on_the_same_button_releases_nothing_and_keeps_the_note(
    client, page, trainer
):
    client.post(screen(page), {"number": 1, "note": ""})
    lesson = LessonPage.objects.get()
    lesson.title = "Autre"
    lesson.save_revision().publish()

    response = client.post(screen(page), {"number": 1, "note": "Typed with care"})

    assert Edition.objects.count() == 1
    assert "Edition 1 was released in the meantime." in words(response)
    assert "Typed with care" in words(response)
    assert 'name="number" value="2"' in words(response)


def test_what_must_be_put_right_first_takes_the_button_away(client, trainer, page):
    LessonPage.objects.get().delete()
    QuizPage.objects.get().delete()

    shown = words(client.get(screen(page)))
    response = client.post(screen(page), {"number": 1, "note": ""})

    assert "What must be put right first" in shown
    assert "Release edition" not in shown
    assert "cannot be released yet" in words(response)
    assert not Edition.objects.exists()


def test_the_release_screen_of_another_programme_does_not_exist(client, trainer):
    other = write.course(write.programme("OTHER"), languages=())

    assert client.get(screen(other), follow=True).status_code == 404
    assert client.post(screen(other), {"number": 1}, follow=True).status_code == 404
    assert not Edition.objects.exists()


def test_nobody_else_gets_to_the_release_screen(client, page):
    assert client.get(screen(page)).url.startswith("/cms/login/")
    client.force_login(PersonFactory())
    assert client.get(screen(page), follow=True).status_code == 403


def test_the_screen_of_a_translation_leads_to_that_of_the_source(client, page, trainer):
    write.translate(page, "en")

    response = client.get(screen(write.in_language(page, "en")))

    assert response.url == screen(page)


@pytest.mark.parametrize("address", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_a_course_has_the_button_to_its_release(client, page, trainer, address):
    assert screen(page) in words(client.get(reverse(address, args=[page.pk])))


# The explorer and the editor


def test_the_explorer_shows_a_trainer_her_own_programme_alone(client, page, trainer):
    write.programme("OTHER", "Un autre programme")

    shown = words(client.get(reverse("wagtailadmin_explore", args=[write.home().pk]), follow=True))

    assert "Programme d&#x27;essai" in shown
    assert "Un autre programme" not in shown


def test_the_explorer_lists_what_is_learned_in_its_order(client, page, trainer):
    module = LessonPage.objects.get().get_parent()
    write.add(module, LessonPage(title="Tout à la fin"))

    shown = words(client.get(reverse("wagtailadmin_explore", args=[module.pk])))

    titles = [one.title for one in module.get_children()]
    assert len(titles) == 3
    assert re.findall(r'id="page_\d+_title">\s*(.*?)\s*<', shown) == titles


def test_the_explorer_begins_under_the_name_of_the_site(client, page, trainer, settings):
    write.translate(page, "en")

    shown = words(client.get(reverse("wagtailadmin_explore_root"), follow=True))

    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)[1]
    assert title.split() == f"Exploring: {settings.SITE_NAME} - {settings.SITE_NAME}".split()


def test_one_reads_what_each_kind_of_page_is_for_before_choosing(client, page, trainer):
    module = LessonPage.objects.get().get_parent()

    shown = words(client.get(reverse("wagtailadmin_pages:add_subpage", args=[module.pk])))

    assert all(str(kind.page_description) in shown for kind in ModulePage.allowed_subpage_models())


def test_a_page_is_published_without_asking_moderators_who_do_not_exist(client, page, trainer):
    for address in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
        shown = words(client.get(reverse(address, args=[page.pk])))
        assert "Moderator" not in shown, address


def test_a_trainer_cannot_open_the_pages_of_another_programme(client, trainer):
    other = write.course(write.programme("OTHER"), languages=())

    for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:delete", "wagtailadmin_pages:copy"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 302, name


def test_a_trainer_has_no_menu_entry_she_has_no_use_for(client, page, trainer):
    shown = words(client.get("/cms/"))

    assert '"reports"' not in shown
    assert '"help"' not in shown
    assert '"images"' in shown


def test_the_home_screen_names_the_courses_to_release(client, page, trainer):
    other = write.course(write.programme("OTHER"), code="OTHER-1", languages=())
    assert "Not released yet" in words(client.get("/cms/"))

    releases.release(page, number=1, by=SYSTEM)
    assert "To release" not in words(client.get("/cms/"))

    page.get_children().get().specific.save_revision().publish()
    shown = words(client.get("/cms/"))
    assert screen(page) in shown
    assert screen(other) not in shown


@pytest.mark.parametrize("courses", [1, 3])
def test_the_list_of_courses_to_release_costs_the_same_for_any_number(
    trainer, page, courses, django_assert_num_queries
):
    for number in range(courses - 1):
        write.course(page.programme_page, code=f"N-{number}", languages=())

    with django_assert_num_queries(7):
        assert len(courses_to_release(trainer)) == courses


def test_rules_are_written_on_the_source_page_only(client, page, trainer):
    write.translate(page, "en")
    source = QuizPage.objects.get(locale__language_code="fr")
    english = write.in_language(source, "en")

    assert 'name="pass_mark"' in words(
        client.get(reverse("wagtailadmin_pages:edit", args=[source.pk]))
    )
    assert 'name="pass_mark"' not in words(
        client.get(reverse("wagtailadmin_pages:edit", args=[english.pk]))
    )


def test_a_programme_cannot_be_copied(client, page, trainer):
    programme = page.programme_page

    response = client.get(reverse("wagtailadmin_pages:copy", args=[programme.pk]), follow=True)

    assert "A programme cannot be copied." in words(response)


def test_a_copied_course_has_question_ids_of_its_own(client, page, trainer):
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page.get_parent().pk}

    client.post(address, form | {"copy_subpages": "on", "publish_copies": "on"})

    first, second = QuizPage.objects.order_by("path")
    ids = [{block.id for block in quiz.questions} for quiz in (first, second)]
    drafts = [b.id for b in second.get_latest_revision_as_object().questions]
    assert ids[0].isdisjoint(ids[1])
    assert set(drafts) == ids[1]
    assert CoursePage.objects.count() == 2


def test_fresh_ids_leave_the_words_alone():
    question = write.single()

    copy = with_new_ids([question])[0]

    assert copy["id"] != question["id"]
    assert copy["value"]["options"][0]["id"] != question["value"]["options"][0]["id"]
    assert copy["value"]["options"][0]["value"] == question["value"]["options"][0]["value"]


def test_one_sees_where_the_title_of_a_new_lesson_goes(client, page, trainer):
    module = page.get_children().get()

    shown = words(
        client.get(reverse("wagtailadmin_pages:add", args=["content", "lessonpage", module.pk]))
    )

    assert 'name="title" placeholder="Title"' in shown


# The language


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_the_editor_speaks_the_language_of_whoever_works_in_it(client, page, language, direction):
    person = PersonFactory(language=language)
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)

    shown = words(client.get("/cms/", headers={"accept-language": "en"}))

    assert f'<html lang="{language}" dir="{direction}"' in shown


def test_the_editor_in_arabic_does_not_fall_into_french_and_asks_for_languages_not_regions(
    client, page
):
    person = PersonFactory(language="ar")
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)
    explored = words(client.get(reverse("wagtailadmin_explore", args=[page.pk])))
    assert "1-1 sur 1" not in explored

    Person.objects.filter(pk=person.pk).update(language="fr")
    asked = words(client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk])))
    assert "Langues" in asked
    assert "Régions" not in asked


def test_name_and_language_are_kept_on_the_persons_own_page_alone(client, trainer):
    assert client.get(reverse("wagtailadmin_account")).url == "/en/me/"


# The public site


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_every_language_has_a_public_home(client, language, direction):
    response = client.get(f"/{language}/")

    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in words(response)


def test_the_public_pages_show_programmes_and_courses(client, page):
    write.translate(page, "ar")
    programme = page.programme_page

    assert "Programme d&#x27;essai" in words(client.get("/fr/"))
    assert "Première étape" in words(client.get(programme.url))
    shown = client.get(write.in_language(page, "ar").url)
    assert "Les prix (ar)" in words(shown)
    assert "Compter ses coûts." in words(shown)
    assert 'dir="rtl"' in words(shown)


def test_a_course_is_also_found_without_a_stage(client):
    programme = write.programme()
    course = write.add(programme, CoursePage(title="Seul", code="S-1"))

    assert "Seul" in words(client.get(programme.url))
    assert client.get(course.url).status_code == 200


@pytest.mark.parametrize(
    "title", ["Première étape", "Coûts", "Compter les heures", "Quiz : les prix"]
)
def test_lessons_quizzes_modules_and_stages_have_no_public_address(client, page, trainer, title):
    hidden = write.ProgrammePage.objects.get().get_descendants().get(title=title).specific

    assert hidden.url is None
    public = "/fr/" + hidden.url_path.split("/", 2)[2]
    assert client.get(public).status_code == 404


def test_the_language_links_lead_to_the_translation_or_to_that_languages_home(client, page):
    write.translate(page, "en")
    english = write.in_language(page, "en")
    english.slug = "prices"
    english.save_revision().publish()
    english = write.in_language(page, "en")

    shown = words(client.get(page.url))

    assert f'href="{english.url}" lang="en"' in shown
    assert english.url.endswith("/prices/")
    assert 'href="/ar/" lang="ar"' in shown


def test_a_hidden_draft_course_is_not_shown(client, page):
    programme = page.programme_page
    page.unpublish()

    assert "Les prix" not in words(client.get(programme.url))
