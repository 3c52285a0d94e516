"""Marking of answers: plain functions of plain values.

An answer is a list of option ids (single, several, truefalse) or the text of a number. A key is what
``EditionActivity.answer_key`` holds for the question.
"""

import re
from decimal import Decimal

SPACES_AND_MARKS = re.compile(r"[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069٬]")
# Bounded, so that nobody makes us reckon with a million digits.
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")


def marks_for(key, answer):
    """Marks earned, from 0 to ``key["marks"]``. A question without a readable answer earns nothing."""
    return Decimal(key["marks"]) if is_right(key, answer) else Decimal(0)


def is_right(key, answer):
    if key["kind"] == "number":
        given = as_number(answer)
        wanted, tolerance = Decimal(key["value"]), Decimal(key["tolerance"])
        return given is not None and abs(given - wanted) <= tolerance
    return isinstance(answer, list) and sorted(map(str, answer)) == sorted(key["correct"])


def as_number(text):
    """A number typed by a person: spaces and a decimal comma are fine, Arabic digits too. None if it is not one."""
    if not isinstance(text, str):
        return None
    plain = SPACES_AND_MARKS.sub("", text)
    plain = plain.replace(",", ".").replace("٫", ".").replace("−", "-")
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def fits(question, answer):
    """Whether a person can have given this answer: options of the question, one where one is asked, or a text."""
    if question["kind"] == "number":
        return isinstance(answer, str)
    if not isinstance(answer, list) or len(set(answer)) < len(answer):
        return False
    if question["kind"] != "several" and len(answer) > 1:
        return False
    return set(answer) <= {option["id"] for option in question["options"]}


def score(answer_key, answers):
    """``(score, maximum, marks by question)`` of a set of answers ``{question id: answer}``."""
    marks = {
        question: marks_for(key, answers.get(question)) for question, key in answer_key.items()
    }
    maximum = sum((Decimal(key["marks"]) for key in answer_key.values()), Decimal(0))
    return sum(marks.values(), Decimal(0)), maximum, marks


def passes(earned, maximum, pass_mark):
    """Whether a score reaches the pass mark, in percent."""
    return maximum > 0 and earned * 100 >= pass_mark * maximum
