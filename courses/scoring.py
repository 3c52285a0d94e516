"""Marking of answers: plain functions of plain values.

An answer is a list of option ids (single, several, truefalse) or the text of a number. A key is what
``EditionActivity.answer_key`` holds for the question.
"""

from decimal import Decimal, InvalidOperation


def marks_for(key, answer):
    """Marks earned, from 0 to ``key["marks"]``. A question without a readable answer earns nothing."""
    return Decimal(key["marks"]) if is_right(key, answer) else Decimal(0)


def is_right(key, answer):
    if key["kind"] == "number":
        given = as_number(answer)
        wanted, tolerance = Decimal(key["value"]), Decimal(key["tolerance"])
        return given is not None and abs(given - wanted) <= tolerance
    return isinstance(answer, list) and sorted(answer) == sorted(key["correct"])


def as_number(text):
    """A number typed by a person: spaces and a decimal comma are fine, Arabic digits too. None if it is not one."""
    if not isinstance(text, str):
        return None
    plain = "".join(text.split()).replace(",", ".").replace("٫", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


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
