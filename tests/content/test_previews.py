"""What the editor shows of a page before anybody learns from it."""

import pytest
from django.utils import translation

from content import files, printing
from content.models import AssignmentPage, BankQuestion, LessonPage, QuizPage, SurveyPage
from content.questions import asking
from courses.forms.questions import QuestionsForm
from courses.models import EditionActivity
from courses.shuffling import in_own_order
from tests.factories import banks
from tests.factories import content as write
from tests.factories import pages as work
from tests.factories import question_blocks as ask

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("mode", "start"), [("learner", 'lang="fr" dir="ltr"'), ("rtl", 'lang="ar" dir="rtl"')]
)
def test_a_lesson_is_previewed_as_learners_will_see_it(mode, start):
    write.course(languages=())
    lesson = LessonPage.objects.get()

    response = lesson.make_preview_request(preview_mode=mode)

    assert start in words(response)
    assert "<p>Une idée simple.</p>" in words(response)
    assert "Ses membres" in words(response)
    assert "Parce que chacun a une voix." not in words(response)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_a_quiz_is_previewed_with_the_form_that_learners_answer_and_nothing_can_be_handed_in():
    write.course(activities=[write.quiz(ask.matching(), ask.gaps(), ask.ordering())], languages=())
    quiz = QuizPage.objects.get()

    shown = words(quiz.make_preview_request(preview_mode="learner"))

    printer = printing.Printer(files.own_name)
    questions = [asking.asked(block, printer) for block in quiz.question_blocks]
    with translation.override("fr"):
        form = str(QuestionsForm(in_own_order(questions, quiz.translation_key)))
    assert form in shown
    assert "<form" not in shown
    assert not EditionActivity.objects.exists()


def test_a_quiz_that_draws_is_previewed_with_as_many_questions_as_a_learner_gets():
    programme = write.programme()
    bank = banks.bank()
    for number in range(3):
        banks.question(bank, write.true_false(f"Question {number}"))
    write.course(programme, activities=[write.quiz(banks.draw(bank, number=2))], languages=())

    shown = words(QuizPage.objects.get().make_preview_request(preview_mode="learner"))

    assert shown.count('class="field question') == 2


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translation_is_previewed_under_the_rules_of_its_source(language):
    course = write.course(activities=[write.quiz(pass_mark=65)], languages=("ar",))
    quiz = write.in_language(QuizPage.objects.descendant_of(course).get(), language)

    assert "<b>65%</b>" in words(quiz.specific.make_preview_request(preview_mode="learner"))


def test_an_assignment_is_previewed_as_it_is_handed_in():
    write.course(activities=[work.assignment()], languages=())

    shown = words(AssignmentPage.objects.get().make_preview_request())

    assert 'name="text"' in shown
    assert "Les coûts sont complets." in shown


def test_a_survey_is_previewed_with_its_faces():
    write.course(activities=[work.survey(work.faces())], languages=())

    assert 'class="field question faces' in words(SurveyPage.objects.get().make_preview_request())


def test_a_question_of_a_bank_is_previewed_as_it_will_be_asked():
    write.programme()
    banks.question(banks.bank(), ask.ordering("Peser", "Vendre"))

    shown = words(BankQuestion.objects.get().make_preview_request())

    assert 'class="field question ordering' in shown
    assert "<form" not in shown
