"""The pages of a try that is started: rules, questions, overview, result."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from courses.actions import marking
from courses.models import Attempt
from lms.offline.models import Event
from tests.factories.sign_in import signed_in

from . import attempts as hers
from .attempts import NOW, OPEN, SINGLE, hand_in, keep, place, quiz_in, right, start, wrong
from .pages import read

pytestmark = pytest.mark.django_db


def event(**values):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **values}


def chosen(kind):
    """The answer as the form sends it."""
    (name, answer), *_rest = right(kind).items()
    return {name: answer}


def of(attempt, name="attempt", *args):
    return reverse(f"learn:{name}", args=[attempt.pk, *args])


def quiz_page(enrolment):
    return reverse("learn:quiz", args=[enrolment.pk, quiz_in(enrolment).key])


def begin(enrolment):
    """She presses Start; her browser and the try."""
    browser = signed_in(enrolment.learner)
    address = reverse("learn:start_quiz", args=[enrolment.pk, quiz_in(enrolment).key])
    browser.post(address, event())
    return browser, Attempt.objects.get(enrolment=enrolment, status="open")


def test_the_rules_are_said_before_the_start():
    enrolment = place("single", "open", minutes=20, grading="last", one_by_one=True, reveal="never")
    hers.due(enrolment, dt.date(2999, 3, 1))

    page = read(signed_in(enrolment.learner).get(quiz_page(enrolment)))

    for rule in (
        "From the start you have 20 minutes.",
        "Hand it in by",
        "Of several tries, the last one counts.",
        "The questions come one by one.",
        "Some of your answers are read and marked by a trainer.",
        "The right answers are not shown",
        "<b>2</b>questions in all",
    ):
        assert rule in page
    assert ">Start<" in page
    assert "Question single" not in page


def test_the_start_leads_to_the_questions_and_so_does_the_quiz_from_then_on():
    enrolment = place("single", "number", minutes=20)

    browser, attempt = begin(enrolment)
    page = read(browser.get(of(attempt)))

    assert "Question single" in page
    assert "You have time until" in page
    assert 'data-seconds="11' in page or 'data-seconds="1200"' in page
    assert browser.get(quiz_page(enrolment)).url.endswith(of(attempt)[3:])


def test_all_answers_on_one_page_are_handed_in_at_once():
    browser, attempt = begin(place("single", "number", minutes=20))

    response = browser.post(of(attempt), event(**chosen("single"), **chosen("number")), follow=True)

    assert "You have 2 of 2 points: 100%." in read(response)


def test_with_something_left_out_one_looks_again_and_hands_in_as_it_is():
    browser, attempt = begin(place("single", "number", minutes=20))

    page = read(browser.post(of(attempt), event(**chosen("single")), follow=True))
    left = attempt.questions.index(hers.NUMBER) + 1
    assert f"You have answered 1 of 2 questions. Not answered: {left}." in page
    assert "Hand in as it is" in page

    page = read(browser.post(of(attempt, "attempt_overview"), event(), follow=True))
    assert "You have 1 of 2 points: 50%." in page


def test_kept_answers_stand_there_again():
    browser, attempt = begin(place("single", "number", "several", minutes=20))
    answers = {**chosen("single"), **chosen("number"), **chosen("several")}

    browser.post(of(attempt), event(keep="yes", **answers))
    page = read(browser.get(of(attempt)))

    assert page.count(" checked") == 3
    assert 'value="12.5"' in page
    assert Attempt.objects.get().is_open


def test_the_script_of_the_page_is_told_that_the_answers_are_kept():
    browser, attempt = begin(place("single", "number", minutes=20))

    reply = browser.post(
        of(attempt), event(keep="yes", **chosen("single")), headers={"accept": "application/json"}
    )

    assert reply.json() == {"kept": True, "reason": ""}
    assert Attempt.objects.get().answers_so_far[SINGLE] == right("single")[SINGLE]


def test_an_answer_that_cannot_be_read_is_said_and_the_others_are_kept():
    browser, attempt = begin(place("single", "number", minutes=20))

    page = read(browser.post(of(attempt), event(**chosen("single"), **{hers.NUMBER: "twelve"})))

    assert "Write it as a number" in page
    assert Attempt.objects.get().answers_so_far == right("single")


def test_one_question_a_page_forwards_backwards_and_over():
    browser, attempt = begin(place("single", "number", one_by_one=True))
    kinds = {SINGLE: "single", hers.NUMBER: "number"}
    first, second = (kinds[one] for one in attempt.questions)

    assert browser.get(of(attempt)).url.endswith("/1/")
    page = read(browser.get(of(attempt, "attempt_question", 1)))
    assert f"Question {first} " in page
    assert f"Question {second} " not in page
    response = browser.post(of(attempt, "attempt_question", 1), event(**chosen(first), next="yes"))
    assert response.url.endswith("/2/")
    response = browser.post(of(attempt, "attempt_question", 2), event(back="yes"))
    assert response.url.endswith("/1/")
    assert " checked" in read(browser.get(response.url)) or "12.5" in read(
        browser.get(response.url)
    )
    assert browser.get(of(attempt)).url.endswith("/2/")
    response = browser.post(of(attempt, "attempt_question", 2), event(**chosen(second)))
    assert response.url.endswith("/overview/")
    assert browser.get(of(attempt)).url.endswith("/overview/")

    page = read(browser.post(of(attempt, "attempt_overview"), event(), follow=True))
    assert "You have 2 of 2 points" in page


@pytest.mark.parametrize("number", [0, 3])
def test_a_question_that_the_try_does_not_have_is_not_there(number):
    browser, attempt = begin(place("single", "number", one_by_one=True))

    assert browser.get(of(attempt, "attempt_question", number)).status_code == 404


def test_on_the_next_look_after_the_time_what_was_kept_is_handed_in():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        browser, attempt = begin(enrolment)
        browser.post(of(attempt), event(keep="yes", **chosen("single")))

    with freeze_time(NOW + dt.timedelta(minutes=30)):
        page = read(browser.get(of(attempt), follow=True))

    assert "The time was over" in page
    assert "You have passed" in page
    assert Attempt.objects.get().looked_at


def test_what_comes_after_the_time_is_refused_and_kept_for_a_person():
    enrolment = place("single", minutes=20)
    with freeze_time(NOW):
        browser, attempt = begin(enrolment)
    with freeze_time(NOW + dt.timedelta(minutes=20, seconds=61)):
        sent = event(**chosen("single"))
        Attempt.objects.update(ends_at=NOW)
        page = read(browser.post(of(attempt), sent, follow=True))

    assert "The time was over" in page
    assert Attempt.objects.get().score == 0


def test_another_phone_that_hands_in_second_is_told_and_its_answers_are_kept():
    browser, attempt = begin(place("single", minutes=20))
    payload = {"enrolment": str(attempt.enrolment_id), "activity": str(attempt.activity.key)}
    browser.post(of(attempt), event(**{SINGLE: wrong("single")[SINGLE][0]}))

    from lms.offline import intake  # noqa: PLC0415 - the door itself, as another phone uses it

    told = intake.Told(
        uuid.uuid4(),
        "courses.quiz_handed_in",
        dt.datetime.now(dt.UTC),
        {**payload, "attempt": str(attempt.pk), "language": "fr", "answers": right("single")},
    )
    reply = intake.record(told, by=attempt.enrolment.learner)

    assert (reply.outcome, reply.code) == ("rejected", "already_handed_in")
    assert Event.objects.undecided().get().payload["answers"] == right("single")


def test_a_try_of_somebody_else_is_not_there():
    attempt = start(place("single", minutes=20))
    other = signed_in(place("single").learner)

    for name, *args in (["attempt"], ["attempt_overview"], ["attempt_question", 1]):
        assert other.get(of(attempt, name, *args)).status_code == 404
        assert other.post(of(attempt, name, *args), event()).status_code == 404


def test_no_page_of_a_try_holds_a_right_answer():
    enrolment = place("single", "number", minutes=20)
    browser, attempt = begin(enrolment)
    keep(attempt, wrong("single"))

    for address in (of(attempt), of(attempt, "attempt_overview")):
        page = read(browser.get(address))
        assert "Because" not in page
        assert "12.5" not in page


def test_what_a_person_marks_is_said_to_wait_and_then_shown_with_who_and_why():
    enrolment = place("single", "open")
    attempt = hand_in(enrolment, right("single") | right("open"))
    browser, trainer = signed_in(enrolment.learner), enrolment.cohort.trainers.get()

    waiting = read(browser.get(of(attempt, "result")))
    marking.mark_response(
        attempt.responses.get(question_id=OPEN), Decimal("0.5"), "Who signs?", seen=0, by=trainer
    )
    marked = read(browser.get(of(attempt, "result")))

    assert "A trainer reads some of your answers" in waiting
    assert "points:" not in waiting
    assert "You have 1.5 of 2 points: 75%." in marked
    assert f"{trainer} gave 0.5 points on" in marked
    assert "Who signs?" in marked


@pytest.mark.parametrize(
    ("reveal", "passed", "answers", "shown"),
    [
        ("each_try", False, True, True),
        ("last_try", False, True, False),
        ("last_try", True, True, True),
        ("due", True, False, False),
        ("never", True, False, False),
    ],
)
def test_answers_are_shown_when_the_quiz_shows_them(reveal, passed, answers, shown):
    enrolment = place("single", reveal=reveal)
    attempt = hand_in(enrolment, right("single") if passed else wrong("single"))

    page = read(signed_in(enrolment.learner).get(of(attempt, "result")))

    assert ("Your answers" in page) is answers
    assert ("choice right" in page) is shown


def test_while_a_try_is_under_way_the_right_answers_of_earlier_ones_are_put_away():
    enrolment = place("single", reveal="each_try")
    attempt = hand_in(enrolment, wrong("single"))
    start(enrolment)

    page = read(signed_in(enrolment.learner).get(of(attempt, "result")))

    assert "choice right" not in page
    assert "While a try is under way, the right answers are put away." in page


def test_after_the_due_day_the_answers_are_shown():
    enrolment = place("single", reveal="due")
    with freeze_time(NOW):
        attempt = hand_in(enrolment, wrong("single"))
    hers.due(enrolment, NOW.date())

    page = read(signed_in(enrolment.learner).get(of(attempt, "result")))

    assert "choice right" in page


@pytest.mark.parametrize("page", ["quiz", "attempt", "attempt_overview", "result"])
def test_a_page_costs_the_same_for_any_number_of_questions_and_tries(page):
    costs = []
    for kinds in (["single"], ["single", "number", "several"]):
        enrolment = place(*kinds, minutes=20, tries=0, reveal="each_try")
        for _try in kinds:
            attempt = start(enrolment)
            hand_in(enrolment, {}, attempt_id=attempt.pk)
        if page.startswith("attempt"):
            attempt = start(enrolment)
        browser = signed_in(enrolment.learner)
        with CaptureQueriesContext(connection) as queries:
            address = quiz_page(enrolment) if page == "quiz" else of(attempt, page)
            assert browser.get(address).status_code == 200
        costs.append(len(queries))

    assert costs == [COSTS[page]] * 2


COSTS = {"quiz": 12, "attempt": 14, "attempt_overview": 13, "result": 12}
