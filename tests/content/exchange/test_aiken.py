import pytest

from content.exchange import aiken, reading
from content.exchange.values import Option

from .samples import AIKEN

QUESTION = "Who decides?\nA. The chair\nB. All of us\n"


def one(text):
    found = aiken.read(text)
    assert found.skipped == []
    return found.taken[0].question


def reason(text):
    found = aiken.read(text)
    assert found.taken == []
    return found.skipped[0].reason


def test_questions_follow_each_other():
    found = aiken.read(AIKEN)

    assert [taken.question.text for taken in found.taken] == [
        "Who decides on the surplus?",
        "من يقرر؟",
    ]
    assert found.taken[0].question.options == (
        Option("The board"),
        Option("The general assembly", True),
        Option("Nobody"),
    )
    assert found.taken[1].question.options[0] == Option("الجمع العام", True)


@pytest.mark.parametrize("line", ["ANSWER: B", "answer:b", "Answer : B.", "ANSWER:  B "])
def test_the_answer_line_in_any_case(line):
    assert one(QUESTION + line).options[1].correct


@pytest.mark.parametrize("signs", [("A.", "B."), ("A)", "B)"), ("a)", "b)"), ("A .", "B .")])
def test_letters_with_a_dot_or_a_bracket(signs):
    first, second = signs
    question = one(f"Who?\n{first} She\n{second} He\nANSWER: A")

    assert question.options == (Option("She", True), Option("He"))


def test_no_empty_line_is_needed_and_some_do_no_harm():
    assert len(aiken.read(f"{QUESTION}ANSWER: A\n{QUESTION}\n\nANSWER: B").taken) == 2


def test_long_questions_and_answers_may_go_on():
    question = one("Who\ndecides?\nA. The chair\nof the board\nB. All\nANSWER: B")

    assert question.text == "Who\ndecides?"
    assert question.options[0].text == "The chair of the board"


def test_a_question_without_an_answer_line_costs_no_other():
    found = aiken.read(f"One?\nA. a\nB. b\n\n{QUESTION}ANSWER: B\n")

    assert [taken.question.text for taken in found.taken] == ["Who decides?"]
    assert [skipped.name for skipped in found.skipped] == ["One?"]


def test_several_letters_are_several_answers():
    question = one(f"{QUESTION}C. You\nANSWER: B, C")

    assert question.kind == "several"
    assert [option.correct for option in question.options] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{QUESTION}ANSWER: D", "names no answer"),
        (f"{QUESTION}ANSWER:", "names no answer"),
        (f"{QUESTION}ANSWER: the board", "names no answer"),
        (QUESTION, "no line that begins with ANSWER"),
        ("Who?\nA. a\nANSWER: A", "fewer than two"),
        ("A. a\nB. b\nANSWER: A", "no question before"),
        ("Who?\nA. a\nA. b\nANSWER: A", "letter A stands at two"),
        ("Who?\nA. a\nB. a\nANSWER: A", "same words"),
    ],
)
def test_what_cannot_be_taken_is_skipped_with_its_reason(text, told):
    assert told in reason(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (AIKEN, "aiken"),
        ("Who? {=she ~he}\n\nANSWER: A is not one", "gift"),
        ("<quiz></quiz>", "moodle"),
        ("\n<?xml version='1.0'?><quiz>", "moodle"),
        ("Who?{}", "gift"),
    ],
)
def test_the_format_is_found_out(text, form):
    assert reading.format_of(text) == form
