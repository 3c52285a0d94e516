import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses.actions import talk
from courses.models import LessonQuestion, LessonReply
from lms.notices.models import Notice
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    LessonQuestionFactory,
    LessonReplyFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def trainer(enrolment):
    person = PersonFactory(last_name="Trainer")
    enrolment.cohort.trainers.add(person)
    return person


def lesson_of(enrolment):
    return enrolment.cohort.edition.activities.first()


def ask(enrolment, text="Why?", question_id=None, by=None):
    return talk.ask(
        enrolment.cohort,
        lesson_of(enrolment).key,
        text,
        question_id=question_id or uuid.uuid4(),
        at=timezone.now(),
        by=by or enrolment.learner,
    )


def answer(question, by, text="So."):
    return talk.reply(question, text, reply_id=uuid.uuid4(), at=timezone.now(), by=by)


def test_the_trainers_are_told_of_a_question_but_not_what_it_says(enrolment, trainer):
    asked = ask(enrolment, "My private worry")

    notice = Notice.objects.get(person=trainer)
    assert notice.path == f"teach/{enrolment.cohort_id}/questions/"
    assert "My private worry" not in f"{notice.title} {notice.text} {notice.params}"
    assert asked.author == enrolment.learner


def test_the_same_question_sent_again_is_asked_once(enrolment):
    number = uuid.uuid4()

    assert ask(enrolment, question_id=number) == ask(enrolment, question_id=number)
    assert LessonQuestion.objects.count() == 1


def test_a_peer_answers_and_the_one_who_asked_is_told(enrolment):
    peer = EnrolmentFactory(cohort=enrolment.cohort).learner
    question = ask(enrolment)

    answer(question, peer)
    answer(question, enrolment.learner, "Thank you")

    notice = Notice.objects.get(kind="courses.question_answered")
    assert notice.person == enrolment.learner
    assert f"/{enrolment.pk}/" in notice.path


@pytest.mark.parametrize("deed", [ask, lambda place, by: answer(ask(place), by)])
def test_who_is_not_in_the_cohort_neither_asks_nor_answers(enrolment, deed):
    stranger = EnrolmentFactory(cohort__edition=enrolment.cohort.edition).learner

    with pytest.raises(PermissionDenied):
        deed(enrolment, by=stranger)


def test_who_has_left_neither_asks_nor_reads(enrolment):
    question = ask(enrolment)
    enrolment.status = "withdrawn"
    enrolment.save()

    with pytest.raises(PermissionDenied):
        ask(enrolment)
    assert not LessonQuestion.objects.visible_to(enrolment.learner).exists()
    assert LessonQuestion.objects.get() == question


def test_a_question_is_about_a_lesson_of_the_course(enrolment):
    with pytest.raises(talk.NoSuchLesson):
        talk.ask(
            enrolment.cohort,
            enrolment.cohort.edition.activities.last().key,
            "Why?",
            question_id=uuid.uuid4(),
            at=timezone.now(),
            by=enrolment.learner,
        )


def test_nobody_floods_the_group(enrolment):
    LessonQuestionFactory.create_batch(
        talk.MOST_IN_A_DAY - 1, cohort=enrolment.cohort, author=enrolment.learner
    )
    LessonQuestionFactory(
        cohort=enrolment.cohort,
        author=enrolment.learner,
        written_at=timezone.now() - dt.timedelta(days=2),
    )
    ask(enrolment)

    with pytest.raises(talk.TooManyWords):
        ask(enrolment)


def test_what_a_trainer_hides_is_kept_and_out_of_the_groups_sight(enrolment, trainer):
    peer = EnrolmentFactory(cohort=enrolment.cohort).learner
    question = ask(enrolment)

    talk.hide(question, "Names a neighbour", by=trainer)

    assert not LessonQuestion.objects.visible_to(peer).exists()
    assert LessonQuestion.objects.visible_to(enrolment.learner).get() == question
    assert LessonQuestion.objects.visible_to(trainer).get().hidden_reason == "Names a neighbour"
    with pytest.raises(talk.QuestionHidden):
        answer(question, enrolment.learner)


@pytest.mark.parametrize("deed", ["hide", "approve"])
def test_a_learner_moderates_nothing(enrolment, deed):
    said = LessonReplyFactory(question__cohort=enrolment.cohort)
    arguments = ["Why"] if deed == "hide" else []

    with pytest.raises(PermissionDenied):
        getattr(talk, deed)(said, *arguments, by=enrolment.learner)


def test_the_answer_that_the_trainer_approves_comes_first(enrolment, trainer):
    question = ask(enrolment)
    first, second = LessonReplyFactory.create_batch(2, question=question)

    talk.approve(second, by=trainer)

    shown = LessonQuestion.objects.with_replies(hidden=False).get()
    assert list(shown.replies.all()) == [second, first]


def page_of(enrolment, person=None):
    address = reverse("learn:questions", args=[enrolment.pk, lesson_of(enrolment).key])
    return address, signed_in(person or enrolment.learner)


def test_i_ask_and_answer_on_the_page_of_the_lesson(enrolment):
    address, visitor = page_of(enrolment)

    visitor.post(address, {"event_id": uuid.uuid4(), "text": "Why <b>?"})
    question = LessonQuestion.objects.get()
    visitor.post(address, {"event_id": uuid.uuid4(), "question": question.pk, "text": "So."})

    page = visitor.get(address).content.decode()
    assert "Why &lt;b&gt;?" in page
    assert LessonReply.objects.get().text == "So."
    assert page.count("So.") >= 1


def test_the_phone_forgets_what_was_asked_and_answered_once_it_has_arrived(enrolment):
    """Else the words stand in the form again, to be sent twice."""
    client, key = signed_in(enrolment.learner), lesson_of(enrolment).key
    address = reverse("learn:questions", args=[enrolment.pk, key])
    sent = {"event_id": uuid.uuid4(), "text": "How many of us?"}

    page = client.post(address, sent, follow=True).content.decode()
    assert f'data-keep="ask-{enrolment.cohort_id}-{key}"' in page
    assert f'data-sent="ask-{enrolment.cohort_id}-{key}"' in page

    asked = LessonQuestion.objects.get()
    answer = {"event_id": uuid.uuid4(), "text": "Five.", "question": asked.pk}
    page = client.post(address, answer, follow=True).content.decode()
    assert f'data-keep="answer-{asked.pk}"' in page
    assert f'data-sent="answer-{asked.pk}"' in page


def test_an_empty_question_is_refused_with_a_sentence_and_nothing_is_kept(enrolment):
    address, visitor = page_of(enrolment)

    page = visitor.post(address, {"event_id": uuid.uuid4(), "text": " "}).content.decode()

    assert "This field is required." in page
    assert not LessonQuestion.objects.exists()


def test_an_answer_to_a_question_of_another_group_is_not_kept(enrolment):
    other = LessonQuestionFactory(cohort__edition=enrolment.cohort.edition, text="Not yours")
    address, visitor = page_of(enrolment)

    response = visitor.post(
        address, {"event_id": uuid.uuid4(), "question": other.pk, "text": "So."}
    )

    assert not LessonReply.objects.exists()
    assert "Not yours" not in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_cost_the_same_for_any_number(rows, enrolment, django_assert_num_queries):
    for question in LessonQuestionFactory.create_batch(rows, cohort=enrolment.cohort):
        LessonReplyFactory.create_batch(rows, question=question)
    address, visitor = page_of(enrolment)

    with django_assert_num_queries(9):
        page = visitor.get(address).content.decode()

    assert page.count("The trainer agrees") == 0
    assert page.count("Why ") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_trainers_desk_costs_the_same(rows, enrolment, trainer, django_assert_num_queries):
    for question in LessonQuestionFactory.create_batch(rows, cohort=enrolment.cohort):
        LessonReplyFactory.create_batch(rows, question=question)
    visitor = signed_in(trainer)

    with django_assert_num_queries(8):
        visitor.get(reverse("teach:questions", args=[enrolment.cohort_id]))


def test_the_trainer_answers_at_the_desk_and_hides_with_a_reason(enrolment, trainer):
    question, visitor = ask(enrolment), signed_in(trainer)
    desk = reverse("teach:questions", args=[enrolment.cohort_id])

    visitor.post(desk, {"event_id": uuid.uuid4(), "question": question.pk, "text": "Like this."})
    said = LessonReply.objects.get()
    visitor.post(reverse("teach:approve_reply", args=[enrolment.cohort_id, said.pk]))
    hide = reverse("teach:hide_words", args=[enrolment.cohort_id, question.pk])
    refused = visitor.post(hide, {"reason": ""}).content.decode()
    visitor.post(hide, {"reason": "Too private"})

    question.refresh_from_db()
    said.refresh_from_db()
    assert "This field is required." in refused
    assert said.approved_at
    assert question.hidden_reason == "Too private"


def test_words_of_another_cohort_cannot_be_hidden_here(enrolment, trainer):
    other = LessonQuestionFactory(cohort=CohortFactory(edition=enrolment.cohort.edition))
    address = reverse("teach:hide_words", args=[enrolment.cohort_id, other.pk])

    assert signed_in(trainer).post(address, {"reason": "x"}).status_code == 404
