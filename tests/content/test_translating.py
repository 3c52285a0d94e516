"""Translation side by side: whose pages it opens, what it keeps, and what reaches the edition."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from content.actions import releases
from content.models import LessonPage, QuizPage
from courses.models import Programme
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories import content as write
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return write.course(write.programme("MINE"), languages=())


@pytest.fixture
def trainer(course, client):
    person = PersonFactory(language="en")
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)
    return person


@pytest.fixture
def stranger():
    person = PersonFactory(language="en")
    write.programme("OTHER")
    Programme.objects.get(code="OTHER").trainers.add(person)
    return person


def address(name, *arguments):
    return reverse(f"wagtail_localize:{name}", args=arguments)


def open_in(client, page, language, **form):
    """What the button "Translate this page" sends."""
    return client.post(
        address("submit_page_translation", page.pk),
        {"locales": [write.home(language).locale.pk], **form},
    )


def translation_of(page, language="en"):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )


def segments_of(page):
    """``{path: segment}`` of what is to be translated, in the order of the page."""
    found = StringSegment.objects.filter(source__object_id=page.translation_key)
    return {segment.context.path: segment for segment in found.order_by("order")}


def put(client, translation, segment, words):
    body = f"value={words}"
    return client.put(
        address("edit_string_translation", translation.pk, segment.pk),
        body,
        content_type="application/x-www-form-urlencoded",
    )


def translate_all(client, page, language="en"):
    translation = translation_of(page, language)
    for segment in segments_of(page).values():
        put(client, translation, segment, f"{segment.string.data} ({language})")
    return translation


def publish(client, page, language="en"):
    target = write.in_language(page, language)
    return client.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})


def test_what_is_opened_for_translation_is_a_draft_with_all_that_is_above_it(
    client, course, trainer
):
    lesson = LessonPage.objects.get()

    open_in(client, lesson, "en")

    english = write.in_language(lesson, "en")
    drafts = [english, *english.get_ancestors().filter(depth__gt=2)]
    assert [page.live for page in drafts] == [False] * 5
    assert [translation_of(page).enabled for page in drafts] == [True] * 5


def test_a_course_is_opened_with_all_that_is_below_it(client, course, trainer):
    open_in(client, course, "en", include_subtree="on")

    below = course.get_descendants(inclusive=True)
    assert below.count() == 4
    assert all(translation_of(page) for page in below)


def test_the_translation_of_a_translation_begins_at_its_source(client, course, trainer):
    write.translate(course, "en")
    english = write.in_language(course, "en")

    response = client.get(address("submit_page_translation", english.pk))

    assert response.url == address("submit_page_translation", course.pk)


def test_words_are_translated_side_by_side_and_everything_else_stays_the_sources(
    client, course, trainer, django_capture_on_commit_callbacks
):
    open_in(client, course, "en", include_subtree="on")
    with django_capture_on_commit_callbacks(execute=True):
        for page in [
            *course.get_ancestors().filter(depth__gt=2),
            course,
            *course.get_descendants(),
        ]:
            translate_all(client, page)
            publish(client, page)

    edition = releases.release(course, number=1, by=SYSTEM)

    lesson, quiz = edition.activities.all()
    french, english = (quiz.texts.get(language=language) for language in ("fr", "en"))
    assert english.title == "Quiz : les prix (en)"
    assert [q["text"] for q in english.questions] == [f"{q['text']} (en)" for q in french.questions]
    assert [q["id"] for q in english.questions] == [q["id"] for q in french.questions]
    french, english = (lesson.texts.get(language=language) for language in ("fr", "en"))
    ids = [[o["id"] for q in text.questions for o in q["options"]] for text in (french, english)]
    assert ids[0] == ids[1]
    assert english.parts[0] == {"html": "<p>Une idée simple. (en)</p>"}
    assert edition.languages == ["fr", "en"]


def test_neither_codes_nor_addresses_nor_rules_are_asked_for(client, course, trainer):
    open_in(client, course, "en", include_subtree="on")

    asked = {path.split(".")[0] for page in course.get_ancestors() for path in segments_of(page)}
    asked |= {path.split(".")[0] for path in segments_of(course)}
    asked |= {path.split(".")[0] for path in segments_of(QuizPage.objects.first())}

    assert asked == {"title", "summary", "questions"}


def test_a_rule_that_changes_follows_into_the_translation(
    client, course, trainer, django_capture_on_commit_callbacks
):
    quiz = QuizPage.objects.get()
    open_in(client, quiz, "en")
    quiz.pass_mark = 55
    quiz.save_revision().publish()
    source = TranslationSource.objects.get(object_id=quiz.translation_key)

    client.post(address("update_translations", source.pk))
    with django_capture_on_commit_callbacks(execute=True):
        publish(client, quiz)

    assert write.in_language(quiz, "en").pass_mark == 55


def test_another_picture_or_recording_can_be_chosen_for_a_language(client, course, trainer):
    lesson = LessonPage.objects.get()
    lesson.body = json.dumps([write.picture()])
    lesson.save_revision().publish()
    other = write.image()

    open_in(client, lesson, "en")
    translation = translation_of(lesson)
    segment = translation.source.overridablesegment_set.get()
    client.put(
        address("edit_override", translation.pk, segment.pk),
        f"value={other.pk}",
        content_type="application/x-www-form-urlencoded",
    )

    shown = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    assert str(shown.body[0].value["image"].pk) == str(other.pk)


def test_sentences_go_out_as_a_po_file_and_come_back(client, course, trainer):
    open_in(client, course, "en")
    translation = translation_of(course)

    taken_out = client.get(address("download_pofile", translation.pk)).content.decode()
    filled = taken_out.replace('msgid "Les prix"\nmsgstr ""', 'msgid "Les prix"\nmsgstr "Prices"')
    file = BytesIO(filled.encode())
    file.name = "prices.po"
    client.post(address("upload_pofile", translation.pk), {"file": file})

    assert segments_of(course)["title"].string.translations.get().data == "Prices"


def test_no_machine_translates(client, course, trainer):
    open_in(client, course, "en")

    response = client.post(address("machine_translate", translation_of(course).pk), follow=True)

    assert get_machine_translator() is None
    assert response.status_code == 404


def doors(course):
    translation = translation_of(course)
    segment = segments_of(course)["title"]
    return [
        ("get", address("submit_page_translation", course.pk)),
        ("post", address("submit_page_translation", course.pk)),
        ("get", address("update_translations", translation.source_id)),
        ("post", address("update_translations", translation.source_id)),
        ("put", address("edit_string_translation", translation.pk, segment.pk)),
        ("delete", address("edit_string_translation", translation.pk, segment.pk)),
        ("get", address("download_pofile", translation.pk)),
        ("post", address("upload_pofile", translation.pk)),
        ("get", address("preview_translation", translation.pk)),
        ("post", address("stop_translation", translation.pk)),
    ]


def answers(client, course):
    """How all these doors answer; one that does not exist is looked for under the reader's language first."""
    return {
        getattr(client, method)(door, follow=True).status_code for method, door in doors(course)
    }


def test_no_trainer_touches_the_translation_of_another_programme(client, course, trainer, stranger):
    open_in(client, course, "en")
    client.force_login(stranger)

    assert answers(client, course) == {404}
    assert translation_of(course).enabled
    assert not course.has_translation(write.home("ar").locale)


def test_nor_does_one_who_only_learns_or_is_not_signed_in(client, course, trainer):
    open_in(client, course, "en")

    client.force_login(PersonFactory())
    assert answers(client, course) <= {403, 404}
    client.logout()
    assert all(
        getattr(client, method)(door).status_code in (302, 403) for method, door in doors(course)
    )
    assert translation_of(course).enabled


@pytest.mark.parametrize("name", ["translations_report", "translations_report_results"])
def test_lists_over_all_programmes_are_for_administrators(client, course, trainer, name):
    assert client.get(address(name), follow=True).status_code == 404

    assert signed_in(appointed(Role.ADMINISTRATOR)).get(address(name)).status_code == 200


def test_no_page_becomes_an_alias_and_no_tree_is_copied_by_itself(client, course, trainer):
    open_in(client, course, "en")
    english = write.in_language(course, "en")

    refused = client.post(address("convert_to_alias", english.pk), follow=True)

    assert refused.status_code == 404
    locale = reverse("wagtaillocales:edit", args=[english.locale_id])
    shown = signed_in(appointed(Role.ADMINISTRATOR)).get(locale)
    assert shown.status_code == 200
    assert "sync_from" not in shown.content.decode()
