"""A quiz on one page, its rules and its result."""

import re
import uuid

import pytest
from django.urls import reverse

from courses.models import Attempt
from lms.offline.models import Event
from tests.factories.courses import (
    OPTIONS,
    QUESTION,
    lesson,
    quiz,
)

from .learners import RIGHT, WRONG, address, enrolled, event, hand_in
from .pages import read

pytestmark = pytest.mark.django_db


def test_a_quiz_says_its_rules_and_keeps_its_answers(sign_in):
    test = quiz(pass_mark=70, tries=3)
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(address("quiz", enrolment, test)))

    assert "<b>70%</b>needed to pass" in page
    assert "<b>2</b>tries left" in page
    assert "Try 1: 0%" in page
    for secret in ("Because", "correct", "choice right"):
        assert secret not in page


def options_on(page):
    return re.findall(r'type="radio" name="[^"]+" value="([^"]+)"', page)


def test_options_keep_their_order_on_reload_and_in_other_languages(sign_in):
    test = quiz()
    enrolment = enrolled(test)
    client = sign_in(enrolment.learner)

    orders = [
        options_on(read(client.get(address("quiz", enrolment, test, language=language))))
        for language in ("en", "en", "ar")
    ]

    assert sorted(orders[0]) == sorted(OPTIONS)
    assert orders[0] == orders[1] == orders[2]


def test_options_have_another_order_at_other_tries_and_for_other_learners(sign_in):
    test = quiz(tries=0)
    enrolment = enrolled(test)
    client, orders = sign_in(enrolment.learner), set()
    for _ in range(8):
        orders.add(tuple(options_on(read(client.get(address("quiz", enrolment, test))))))
        hand_in(enrolment, test, WRONG)

    assert len(orders) > 1


def test_a_quiz_handed_in_leads_to_its_result(sign_in):
    test = quiz()
    enrolment = enrolled(test)

    response = sign_in(enrolment.learner).post(
        address("quiz", enrolment, test), event(**{QUESTION: RIGHT}), follow=True
    )

    assert "You have passed" in read(response)
    assert "you have completed the whole course" in read(response)
    assert Attempt.objects.get().responses.get().answer == [RIGHT]


def test_the_same_form_sent_twice_counts_as_one_try(sign_in):
    test = quiz()
    enrolment = enrolled(test)
    client, sent = sign_in(enrolment.learner), event(**{QUESTION: WRONG})

    results = [client.post(address("quiz", enrolment, test), sent).url for _ in range(2)]

    assert results[0] == results[1]
    assert Attempt.objects.count() == 1


def every_kind_of_question():
    test = quiz()
    keys = {
        "several": {"kind": "several", "marks": "1", "correct": OPTIONS[:2]},
        "truefalse": {"kind": "truefalse", "marks": "1", "correct": OPTIONS[:1]},
        "number": {"kind": "number", "marks": "1", "value": "12.5", "tolerance": "0"},
    }
    for place, (kind, key) in enumerate(keys.items()):
        name = str(uuid.UUID(int=300 + place))
        test.answer_key[name] = key
        for text in test.texts:
            shown = {**text.questions[0], "id": name, "kind": kind, "text": f"A {kind}"}
            text.questions.append({**shown, "options": []} if kind == "number" else shown)
    return test, [str(uuid.UUID(int=300 + place)) for place in range(3)]


def test_every_kind_of_question_is_marked(sign_in):
    test, (several, truefalse, number) = every_kind_of_question()
    enrolment = enrolled(test)
    answers = {QUESTION: RIGHT, several: OPTIONS[1::-1], truefalse: RIGHT, number: "١٢٫٥"}

    response = sign_in(enrolment.learner).post(
        address("quiz", enrolment, test), event(**answers), follow=True
    )

    assert "You have 4 of 4 points: 100%." in read(response)


def test_what_is_missing_is_said_and_what_was_answered_is_kept(sign_in):
    test, (_several, truefalse, number) = every_kind_of_question()
    enrolment = enrolled(test)
    answers = {QUESTION: RIGHT, number: "twelve", truefalse: OPTIONS[1]}

    page = read(sign_in(enrolment.learner).post(address("quiz", enrolment, test), event(**answers)))

    assert "Something is still missing or wrong." in page
    assert f'<a href="#id_{number}">Question 4</a>: Write it as a number' in page
    assert "Choose at least one answer." in page
    assert 'value="twelve"' in page
    assert page.count(" checked") == 2
    assert not Event.objects.exists()


@pytest.mark.parametrize(("tries", "shown"), [(2, False), (1, True)])
def test_right_answers_are_shown_when_no_tries_are_left(sign_in, tries, shown):
    test = quiz(tries=tries)
    enrolment = enrolled(test)
    attempt = hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(reverse("learn:result", args=[attempt.pk])))

    assert ("Right answer" in page) is shown
    assert ("Try again" in page) is not shown
    assert "Because en" in page


def test_an_earlier_result_shows_what_is_right_once_the_quiz_is_passed(sign_in):
    test = quiz()
    enrolment = enrolled(test, lesson())
    failed = hand_in(enrolment, test, WRONG)
    hand_in(enrolment, test, RIGHT)

    page = read(sign_in(enrolment.learner).get(reverse("learn:result", args=[failed.pk])))

    assert "Right answer" in page
    assert "Try again" not in page


def test_a_quiz_without_tries_left_sends_to_the_trainer(sign_in):
    test = quiz(tries=1)
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG)
    client = sign_in(enrolment.learner)

    shown = read(client.get(address("quiz", enrolment, test)))
    refused = read(client.post(address("quiz", enrolment, test), event(**{QUESTION: RIGHT})))

    assert "Speak with your trainer" in shown
    assert "<form" not in shown
    assert "No tries are left for Quiz en." in refused
    assert Event.objects.undecided().get().code == "no_tries_left"


def test_an_option_that_the_question_does_not_have_is_refused_on_the_page(sign_in):
    test = quiz()
    enrolment = enrolled(test)

    page = read(
        sign_in(enrolment.learner).post(
            address("quiz", enrolment, test), event(**{QUESTION: str(uuid.uuid4())})
        )
    )

    assert "is not one of the available choices" in page
    assert not Attempt.objects.exists()


def test_a_form_without_an_event_number_is_refused(sign_in):
    first = lesson()
    enrolment = enrolled(first)

    response = sign_in(enrolment.learner).post(address("finish", enrolment, first))

    assert response.status_code == 400
