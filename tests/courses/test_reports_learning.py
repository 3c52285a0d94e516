from itertools import count
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from courses.models import ActivityText, CheckAnswer
from courses.reports.learning import Outline
from courses.reports.reading import parts_of
from tests.factories.courses import CHECK, OPTIONS, edition, lesson

A, B, C = "a", "b", "c"


def steps(*states):
    """Steps as words: lesson, quiz, or spent (no tries left, unless allowed more); perhaps done or optional."""
    positions = count(1)
    return [
        SimpleNamespace(
            key=state + str(place),
            kind="quiz" if "quiz" in state or "spent" in state else "lesson",
            done="done" in state,
            required="optional" not in state,
            minutes=10,
            tries=1,
            tries_used=1 if "spent" in state else 0,
            more_tries=1 if "allowed" in state else 0,
            position=next(positions),
        )
        for place, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("states", "following"),
    [
        (["lesson", "lesson"], 0),
        (["lesson done", "lesson"], 1),
        (["lesson", "lesson done"], 0),
        (["lesson optional", "lesson"], 1),
        (["lesson optional", "lesson done"], 0),
        (["spent", "lesson"], 1),
        (["spent allowed", "lesson"], 0),
    ],
)
def test_one_goes_on_with_what_counts_and_can_be_done(states, following):
    course = steps(*states)

    assert Outline(course).next is course[following]


@pytest.mark.parametrize("states", [["lesson done"], ["spent"], []])
def test_there_may_be_nothing_to_go_on_with(states):
    assert Outline(steps(*states)).next is None


def test_every_step_knows_its_state():
    outline = Outline(steps("lesson done", "spent", "lesson", "quiz"))

    assert [step.state for step in outline.steps] == ["done", "stuck", "now", "open"]


def test_what_is_closed_is_passed_over_and_says_why():
    course = steps("lesson done", "lesson", "lesson")
    outline = Outline(course, {course[1].key: "Opens tomorrow."})

    assert outline.next is course[2]
    assert outline.waiting is None
    assert [step.state for step in course] == ["done", "locked", "now"]
    assert course[1].lock == "Opens tomorrow."


def test_where_all_is_closed_one_waits_for_what_counts():
    course = steps("lesson optional", "lesson", "spent")
    outline = Outline(course, {step.key: "Opens tomorrow." for step in course})

    assert outline.next is None
    assert outline.waiting is course[1]


def test_a_hundred_percent_is_said_when_all_is_done_and_not_before():
    nearly = Outline(steps(*["lesson done"] * 199, "lesson"))
    full = Outline(steps("lesson done", "lesson optional"))

    assert (nearly.percent, full.percent, Outline([]).percent) == (99, 100, 0)


def test_lessons_and_quizzes_are_counted_apart():
    outline = Outline(steps("lesson", "quiz", "lesson", "quiz", "quiz"))

    assert outline.place(outline.steps[2]) == {"number": 2, "total": 2}
    assert outline.place(outline.steps[3]) == {"number": 2, "total": 3}


@pytest.mark.django_db
@pytest.mark.parametrize("answered", [True, False])
def test_the_body_of_a_lesson_can_be_read_without_a_place_in_the_course(answered):
    edition(lesson())
    text = ActivityText.objects.select_related("activity").get(language="en")
    answers = {CHECK: CheckAnswer(answer=OPTIONS[:1], right=True)} if answered else {}
    context = {
        "text": text,
        "parts": parts_of(text),
        "activity": text.activity,
        "answers": answers,
    }

    page = render_to_string("courses/learn/_lesson_body.html", context)

    assert "<form" not in page
    assert "Option 0 en" in page
    assert ("Because en" in page) is answered
