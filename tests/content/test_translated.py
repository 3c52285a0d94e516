"""What the release screen knows of a translation: sentence by sentence, in the words of the published source."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail_localize.models import Translation

from content import files
from content.actions import releases, translations
from content.models import BankQuestion, LessonPage, QuizPage
from content.reports import release_report
from courses.models import Programme
from lms.core.policy import SYSTEM
from tests.factories import banks
from tests.factories import content as write
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """In French, and in English side by side; nothing in Arabic."""
    page = write.course(write.programme("MINE"), languages=["en"])
    translations.take_over_course(page, write.home("en").locale, by=SYSTEM)
    return page


def report(course):
    return release_report(course, store=files.edition_name)


def in_language(course, language):
    return next(one for one in report(course).translations if one.language == language)


def figures(course, language="en"):
    found = in_language(course, language)
    return found.translated, found.total


def codes(course, language="en"):
    return [r.finding.code for r in report(course).remarks if r.finding.language == language]


def in_english(page):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code="en"
    )


def translate(page, publish=True):
    """Every sentence of a page that has no words in English yet, as a translator leaves it."""
    translation = in_english(page)
    for segment in translation.source.stringsegment_set.all():
        words = f"{segment.string.data} (new)"
        translations.remember(
            translation.source,
            translation.target_locale,
            segment.context.path,
            segment.string.data,
            words,
            by=SYSTEM,
        )
    if publish:
        translation.save_target(publish=True)


def change_text(lesson, html):
    body = list(lesson.body.raw_data)
    body[0]["value"] = {"text": html}
    lesson.body = json.dumps(body)
    lesson.save_revision().publish()


def test_a_course_in_another_language_is_complete_when_every_sentence_is(course):
    found = in_language(course, "en")

    assert found.translated == found.total > 10
    assert found.unfinished == []
    assert report(course).outline.languages == ["fr", "en"]
    assert codes(course) == []


def test_what_was_not_begun_is_counted_with_all_its_sentences(course):
    done, total = figures(course, "ar")

    assert (done, total) == (0, figures(course)[1])
    assert len(in_language(course, "ar").unfinished) == 4
    assert all("submit" in page.url for page in in_language(course, "ar").pages)


def test_a_sentence_that_changes_in_the_source_is_flagged_and_only_that_one(course):
    before, total = figures(course)

    change_text(LessonPage.objects.get(locale__language_code="fr"), "<p>Une autre idée.</p>")

    assert figures(course) == (before - 1, total)
    assert codes(course) == ["words_old"]
    assert report(course).outline.languages == ["fr"]


def test_a_change_of_rules_or_of_order_makes_no_sentence_old(course):
    quiz = QuizPage.objects.get(locale__language_code="fr")
    quiz.pass_mark = 50
    quiz.questions = json.dumps(list(quiz.questions.raw_data)[::-1])
    quiz.save_revision().publish()

    assert codes(course) == []


def test_what_is_published_in_the_words_of_the_source_is_not_translated(
    course, django_capture_on_commit_callbacks
):
    lesson = LessonPage.objects.get(locale__language_code="fr")
    change_text(lesson, "<p>Une autre idée.</p>")
    translation = in_english(lesson)
    translation.source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    assert codes(course) == ["words_missing"]

    with django_capture_on_commit_callbacks(execute=True):
        translate(lesson)
    assert codes(course) == []


def test_what_is_translated_and_not_published_is_counted_and_told_of(
    course, django_capture_on_commit_callbacks
):
    lesson = LessonPage.objects.get(locale__language_code="fr")
    change_text(lesson, "<p>Une autre idée.</p>")
    in_english(lesson).source.update_from_db()
    before, total = figures(course)

    translate(lesson, publish=False)

    assert figures(course) == (before + 1, total)
    assert "words_kept_back" in codes(course)
    assert report(course).outline.languages == ["fr"]


def test_going_back_to_the_old_words_is_not_taken_for_translated(
    course, django_capture_on_commit_callbacks
):
    lesson = LessonPage.objects.get(locale__language_code="fr")
    change_text(lesson, "<p>Une autre idée.</p>")
    in_english(lesson).source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translate(lesson)

    change_text(lesson, "<p>Une idée simple.</p>")

    assert codes(course) == ["words_kept_back"]


def test_pages_translated_by_hand_are_judged_by_their_dates_until_they_are_taken_over():
    course = write.course(write.programme("MINE"), languages=["en"])
    lesson = LessonPage.objects.get(locale__language_code="fr")
    change_text(lesson, "<p>Une autre idée.</p>")

    assert codes(course) == ["old_translation"]
    assert len(in_language(course, "en").by_hand) == 4


def test_taking_over_keeps_every_word_choice_and_link(django_capture_on_commit_callbacks):
    link = '<p>Voir <a href="https://example.org/fr">le site</a>.</p>'
    course = write.course(
        activities=[write.lesson(write.text(link), write.picture(), write.steps("Un", "Deux"))],
        languages=["en"],
    )
    lesson = LessonPage.objects.get(locale__language_code="fr")
    english = write.in_language(lesson, "en")
    body = list(english.body.raw_data)
    other = write.image()
    body[0]["value"] = {"text": '<p>See <a href="https://example.org/en">the site</a>.</p>'}
    body[1]["value"] |= {"image": other.pk, "description": "Three women weigh sacks."}
    body[2]["value"]["steps"][0]["value"] = "One"
    english.body = json.dumps(body)
    english.save_revision().publish()
    before = report(course).outline

    assert translations.take_over_course(course, english.locale, by=SYSTEM) == []
    with django_capture_on_commit_callbacks(execute=True):
        in_english(lesson).save_target(publish=True)

    assert report(course).outline == before
    assert figures(course)[0] == figures(course)[1]


def test_a_page_that_is_not_built_like_its_source_is_not_taken_over():
    course = write.course(languages=["en"])
    english = LessonPage.objects.get(locale__language_code="en")
    english.body = json.dumps([*english.body.raw_data, write.text("<p>More</p>")])
    english.save_revision().publish()

    refused = translations.take_over_course(course, english.locale, by=SYSTEM)

    assert len(refused) == 1
    assert "Compter les heures (en)" in refused[0]
    assert len(in_language(course, "en").by_hand) == 1


def test_nobody_takes_over_a_page_she_may_not_edit(course):
    with pytest.raises(PermissionDenied):
        translations.take_over(write.in_language(course, "en"), by=PersonFactory())


def test_the_screen_says_how_many_sentences_and_leads_to_the_page(client, course):
    trainer = PersonFactory(language="en")
    Programme.objects.get(code="MINE").trainers.add(trainer)
    lesson = LessonPage.objects.get(locale__language_code="fr")
    change_text(lesson, "<p>Une autre idée.</p>")
    done, total = figures(course)
    client.force_login(trainer)

    shown = client.get(reverse("content:release", args=[course.pk])).content.decode()

    assert f"{done} of {total} sentences translated." in shown
    english = write.in_language(lesson, "en")
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[english.pk])}">' in shown
    assert f"localize/submit/page/{lesson.pk}/?select_locale=ar" in shown


def test_the_button_takes_a_language_over(client):
    course = write.course(write.programme("MINE"), languages=["en"])
    trainer = PersonFactory(language="en")
    Programme.objects.get(code="MINE").trainers.add(trainer)
    client.force_login(trainer)

    response = client.post(
        reverse("content:take_over", args=[course.pk, "en"]), follow=True
    ).content.decode()

    assert "side by side from now on" in response
    assert in_language(course, "en").by_hand == []


def test_an_edition_keeps_a_language_that_is_not_complete_and_does_not_name_it(course):
    change_text(LessonPage.objects.get(locale__language_code="fr"), "<p>Une autre idée.</p>")

    edition = releases.release(course, number=1, by=SYSTEM)

    assert edition.languages == ["fr"]
    assert edition.activities.first().texts.filter(language="en").exists()


# What quizzes draw


@pytest.fixture
def drawing():
    """A course whose quiz draws from a bank of one question, all of it in English by hand."""
    programme = write.programme("MINE")
    question = banks.question(banks.bank(), write.true_false("Chacun a une voix."))
    quiz = write.quiz(banks.draw(question.bank))
    page = write.course(programme, activities=[quiz], languages=["en"])
    banks.translate(question, "en", text="Everybody has a vote.")
    return page


def test_sentences_of_drawn_questions_count_and_are_taken_over_with_the_course(drawing):
    by_hand = in_language(drawing, "en").by_hand
    assert str(by_hand[-1].page) == "Chacun a une voix."

    assert translations.take_over_course(drawing, write.home("en").locale, by=SYSTEM) == []

    found = in_language(drawing, "en")
    assert found.by_hand == []
    assert found.translated == found.total
    assert found.unfinished == []


def test_a_drawn_question_that_changed_must_be_translated_again(drawing):
    translations.take_over_course(drawing, write.home("en").locale, by=SYSTEM)
    question = BankQuestion.objects.get(locale__language_code="fr")
    raw = list(question.question.raw_data)
    raw[0]["value"]["text"] = "Chaque membre a une voix."
    question.question = json.dumps(raw)
    question.save_revision().publish()

    translated, total = figures(drawing)
    assert translated == total - 1
    (remark,) = [r for r in report(drawing).remarks if r.finding.code == "words_old"]
    english = BankQuestion.objects.get(locale__language_code="en")
    assert remark.title == "Everybody has a vote."
    assert remark.url == reverse("wagtailsnippets_content_bankquestion:edit", args=[english.pk])
