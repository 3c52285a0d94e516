"""What a release prints, what it refuses, and that nothing done to pages reaches an edition."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction

from content import files
from content.actions import releases
from content.library import StillUsed
from content.models import ProgrammePage, QuizPage
from content.reports import release_report
from courses.actions import corrections
from courses.actions.editions import AlreadyPrinted, NothingChanged
from courses.models import ActivityText, Edition, Programme
from courses.reports.outlines import outline_of
from lms.core.policy import SYSTEM
from tests.factories import content as write
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def release(page, number=1):
    return releases.release(page, number=number, by=SYSTEM)


def report(page):
    return release_report(page, store=files.edition_name)


def codes(page):
    return [remark.finding.code for remark in report(page).remarks]


def errors(page):
    return [remark.finding.code for remark in report(page).errors]


def in_french(*activities, **values):
    return write.course(activities=list(activities) or None, languages=(), **values)


def publish(page):
    page.save_revision().publish()


def test_a_release_prints_every_activity_in_every_language():
    edition = release(write.course())

    lesson, quiz = edition.activities.all()
    assert (lesson.kind, quiz.kind) == ("lesson", "quiz")
    assert edition.languages == ["fr", "ar", "en"]
    assert {text.language: text.title for text in lesson.texts.all()} == {
        "fr": "Compter les heures",
        "ar": "Compter les heures (ar)",
        "en": "Compter les heures (en)",
    }
    assert edition.stage_titles["en"] == "Première étape (en)"


def test_an_edition_reads_back_as_the_outline_it_was_printed_from():
    page = write.course()

    edition = release(page)

    assert outline_of(edition) == report(page).outline


def test_a_quick_check_stands_in_its_place_and_its_answer_is_apart():
    check = write.single(options=("Oui", "Non"), right=1)
    page = in_french(write.lesson(write.text("<p>Avant</p>"), check, write.text("<p>Après</p>")))

    activity = release(page).activities.get()
    text = activity.texts.get()

    assert text.parts == [
        {"html": "<p>Avant</p>"},
        {"check": check["id"]},
        {"html": "<p>Après</p>"},
    ]
    yes, no = [option["id"] for option in check["value"]["options"]]
    assert text.questions == [
        {
            "id": check["id"],
            "kind": "single",
            "text": "Qui possède la coopérative ?",
            "options": [{"id": yes, "text": "Oui"}, {"id": no, "text": "Non"}],
            "unit": "",
        }
    ]
    assert text.feedback == {check["id"]: "Parce que chacun a une voix."}
    assert activity.answer_key == {check["id"]: {"kind": "single", "marks": "2", "correct": [no]}}


def test_answers_to_true_or_false_and_to_a_number_are_in_the_key_alone():
    statement, sum_ = write.true_false(correct=False), write.number("Combien ?", "12.5", "0.5")
    page = in_french(write.quiz(statement, sum_, pass_mark=60, tries=0))

    activity = release(page).activities.get()
    true, false = activity.texts.get().questions[0]["options"]

    assert activity.rules == {"pass_mark": 60, "tries": 0}
    assert activity.answer_key[statement["id"]]["correct"] == [false["id"]]
    assert activity.answer_key[sum_["id"]] == {
        "kind": "number",
        "marks": "1",
        "value": "12.5",
        "tolerance": "0.5",
    }
    assert true["id"] != false["id"]


def test_the_options_of_true_or_false_are_the_same_in_all_languages():
    page = write.course(activities=[write.quiz(write.true_false())], languages=["en"])

    texts = release(page).activities.get().texts.all()

    ids = [[option["id"] for option in text.questions[0]["options"]] for text in texts]
    assert ids[0] == ids[1]


def test_right_answers_marks_and_rules_come_from_the_source_language_alone():
    page = write.course(activities=[write.quiz(write.single(right=0))], languages=["en"])
    quiz = page.get_descendants().last().specific
    english = write.in_language(quiz, "en")
    raw = list(english.questions.raw_data)
    raw[0]["value"]["options"][0]["value"] = {"text": "Its members", "correct": False}
    raw[0]["value"]["options"][1]["value"] = {"text": "The bank", "correct": True}
    raw[0]["value"]["marks"] = 9
    english.questions, english.pass_mark, english.tries = json.dumps(raw), 1, 99
    publish(english)

    activity = release(page).activities.get()

    members = raw[0]["value"]["options"][0]["id"]
    assert activity.answer_key[raw[0]["id"]] == {
        "kind": "single",
        "marks": "2",
        "correct": [members],
    }
    assert activity.rules == {"pass_mark": 70, "tries": 3}
    options = activity.texts.get(language="en").questions[0]["options"]
    assert [option["text"] for option in options] == ["Its members", "The bank"]


def test_a_translation_has_its_questions_in_the_order_of_the_source():
    first, second = write.true_false("Un"), write.true_false("Deux")
    page = write.course(activities=[write.quiz(first, second)], languages=["en"])
    english = write.in_language(page.get_descendants().last().specific, "en")
    english.questions = json.dumps(list(english.questions.raw_data)[::-1])
    publish(english)

    text = release(page).activities.get().texts.get(language="en")

    assert [question["id"] for question in text.questions] == [first["id"], second["id"]]


def test_drafts_are_not_printed_and_are_told_of():
    page = in_french(write.lesson(), write.lesson(title="Caché"))
    hidden = page.get_descendants().last()
    hidden.unpublish()
    shown = page.get_descendants().filter(title="Compter les heures").get().specific
    shown.title = "Brouillon"
    shown.save_revision()

    edition = release(page)

    assert [activity.titles["fr"] for activity in edition.activities.all()] == [
        "Compter les heures"
    ]
    assert codes(page).count("draft") == 2


def test_what_lies_under_an_unpublished_module_is_not_printed():
    page = in_french()
    page.get_children().get().unpublish()

    assert errors(page) == ["nothing_published"]


def test_the_next_edition_gets_the_next_number_and_leaves_the_last_alone():
    page = in_french()
    first = release(page)
    lesson = page.get_descendants().filter(title="Compter les heures").get().specific
    lesson.title = "Compter nos heures"
    publish(lesson)

    second = release(page, number=2)

    titles = [edition.activities.first().titles["fr"] for edition in (first, second)]
    assert (first.number, second.number) == (1, 2)
    assert titles == ["Compter les heures", "Compter nos heures"]


def test_two_releases_of_the_same_edition_make_one():
    page = in_french()
    release(page)

    with pytest.raises(AlreadyPrinted):
        release(page)
    with pytest.raises(NothingChanged):
        release(page, number=2)

    assert Edition.objects.count() == 1


def test_only_who_may_edit_the_page_and_teaches_the_programme_releases():
    page = in_french()
    programme = Programme.objects.get()
    trainer, stranger = PersonFactory(), PersonFactory()
    programme.trainers.add(trainer)

    with pytest.raises(PermissionDenied):
        releases.release(page, number=1, by=stranger)

    assert releases.release(page, number=1, by=trainer).released_by == trainer


def test_a_trainer_who_may_not_edit_the_page_does_not_release_it():
    page = in_french()
    trainer = PersonFactory()
    Programme.objects.get().trainers.add(trainer)
    trainer.groups.clear()

    with pytest.raises(PermissionDenied):
        releases.release(page, number=1, by=trainer)


def test_deleting_the_pages_leaves_the_edition_its_words_and_files():
    uploaded = write.image()
    page = in_french(write.lesson(write.text(), write.picture(uploaded), write.single()))
    edition = release(page)
    before = outline_of(edition)

    ProgrammePage.objects.first().delete()
    with pytest.raises(StillUsed), transaction.atomic():
        uploaded.delete()

    assert outline_of(Edition.objects.get()) == before
    text = ActivityText.objects.get()
    assert text.files
    assert all(default_storage.size(name) for name in text.files)


# What is refused


def test_a_course_with_nothing_published_is_refused():
    page = in_french(write.lesson())
    page.get_descendants().last().unpublish()

    assert errors(page) == ["nothing_published", "empty_module"]
    with pytest.raises(releases.NotReady):
        release(page)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (write.single(right=None), "no_right_answer"),
        (write.single(options=["Une seule"]), "few_options"),
        (write.number(value=None), "no_number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_question_that_nobody_could_answer_is_refused(question, code):
    assert errors(in_french(write.quiz(question))) == [code]


def test_a_single_choice_with_two_right_answers_is_refused():
    question = write.single()
    question["value"]["options"][1]["value"]["correct"] = True

    assert errors(in_french(write.quiz(question))) == ["many_right_answers"]


def test_a_quiz_without_questions_is_refused():
    quiz = write.quiz()
    quiz.questions = []

    assert errors(in_french(quiz)) == ["no_questions"]


def test_a_module_without_activities_is_refused():
    page = in_french()
    write.add(page, write.ModulePage(title="Vide"))

    assert errors(page) == ["empty_module"]


def test_an_image_without_description_is_refused_in_the_source_and_told_of_in_a_translation():
    page = write.course(activities=[write.lesson(write.picture())], languages=["en"])
    lesson = page.get_descendants().last().specific
    english = write.in_language(lesson, "en")
    undescribed = list(english.body.raw_data)
    undescribed[0]["value"]["description"] = " "
    english.body = json.dumps(undescribed)
    publish(english)

    assert errors(page) == []
    assert "no_description" in codes(page)
    assert report(page).outline.languages == ["fr"]

    lesson.body = json.dumps(undescribed)
    publish(lesson)
    assert errors(page) == ["no_description"]


def test_an_image_that_was_deleted_is_refused():
    uploaded = write.image()
    page = in_french(write.lesson(write.picture(uploaded)))
    uploaded.delete()

    assert errors(page) == ["no_file"]


def test_the_same_question_twice_in_a_course_is_refused():
    question = write.true_false()
    page = in_french(write.quiz(question), write.quiz(question, title="Encore"))

    assert errors(page) == ["repeated_id", "repeated_id"]


def test_a_translation_with_questions_of_its_own_is_refused():
    page = write.course(activities=[write.quiz(write.true_false())], languages=["en"])
    english = write.in_language(page.get_descendants().last().specific, "en")
    english.questions = json.dumps([write.true_false()])
    publish(english)

    assert errors(page) == ["other_questions"]


def test_a_question_without_a_lasting_id_is_refused():
    question = write.single()
    del question["value"]["options"][0]["id"]

    assert "no_id" in errors(in_french(write.quiz(question)))


def test_a_question_made_without_an_id_gets_one_that_lasts():
    question = write.number()
    del question["id"]
    page = in_french(write.quiz(question))

    assert errors(page) == []
    assert report(page).outline == report(page).outline


# What is told


def test_an_activity_missing_in_a_language_leaves_that_language_incomplete():
    page = write.course(languages=["ar", "en"])
    write.in_language(page.get_descendants().last(), "ar").unpublish()

    found = report(page)

    assert found.errors == []
    assert [(r.finding.code, r.finding.language) for r in found.warnings] == [
        ("untranslated", "ar")
    ]
    assert found.outline.languages == ["fr", "en"]


def test_a_lesson_without_words_leaves_its_language_incomplete():
    page = write.course(activities=[write.lesson(), write.lesson(title="Deux")], languages=["en"])
    english = write.in_language(page.get_descendants().last().specific, "en")
    english.body = []
    publish(english)

    assert "no_text" in codes(page)


def test_a_translation_older_than_its_source_is_told_of():
    page = write.course(languages=["en"])
    publish(page.get_descendants().last().specific)

    remarks = [r for r in report(page).warnings if r.finding.code == "old_translation"]

    assert [(remark.title, remark.language) for remark in remarks] == [
        ("Quiz : les prix (en)", "English")
    ]


def test_an_activity_that_will_be_gone_is_told_of_by_name():
    page = in_french()
    release(page)
    page.get_descendants().last().delete()

    found = report(page)

    assert [r.finding.sentence for r in found.warnings if r.finding.code == "gone"] == [
        "“Quiz : les prix” is in edition 1 and will be gone."
    ]
    assert [(d.kind, d.title) for d in found.differences] == [("gone", "Quiz : les prix")]


def test_an_edition_that_would_bring_a_wrong_answer_key_back_says_so_on_its_page():
    page = in_french(write.quiz(write.number(value="8", tolerance="0")))
    printed = release(page).activities.get()
    [(question, key)] = printed.answer_key.items()
    corrections.correct_key(printed, question, {**key, "tolerance": "1"}, "Too strict.", by=SYSTEM)

    remark = next(r for r in report(page).warnings if r.finding.code == "taken_back")
    assert "corrected after edition 1" in remark.finding.sentence
    assert remark.title == "Quiz : les prix"

    quiz = QuizPage.objects.get()
    quiz.questions[0].value["tolerance"] = Decimal(1)
    publish(quiz)
    assert "taken_back" not in codes(page)


def test_a_correction_that_was_itself_corrected_back_is_not_missed_on_the_page():
    page = in_french(write.quiz(write.number(value="8", tolerance="0")))
    printed = release(page).activities.get()
    [(question, key)] = printed.answer_key.items()
    for tolerance in ("1", "0"):
        corrections.correct_key(
            printed, question, {**key, "tolerance": tolerance}, "Again.", by=SYSTEM
        )

    assert "taken_back" not in codes(page)


def test_a_finding_leads_to_the_page_where_it_is_mended():
    page = in_french(write.quiz(write.single(right=None)))
    quiz = page.get_descendants().last()

    remark = report(page).errors[0]

    assert (remark.title, remark.url) == ("Quiz : les prix", f"/cms/pages/{quiz.pk}/edit/")


def test_reading_a_manuscript_costs_the_same_for_any_number_of_lessons(django_assert_num_queries):
    small = in_french(write.lesson())
    programme = ProgrammePage.objects.get()
    large = in_french(*[write.lesson(title=f"L{n}") for n in range(4)], in_programme=programme)
    report(small)

    with django_assert_num_queries(17):
        report(small)
    with django_assert_num_queries(17):
        report(large)


def test_a_question_id_that_is_not_a_uuid_is_refused():
    assert "no_id" in errors(in_french(write.quiz(write.true_false() | {"id": "q1"})))
