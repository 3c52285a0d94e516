"""What members scored and the group agreed on, counted. Plain values, no tables.

Levels go from 0 to 4. Of fewer than three people nothing is shown, so that nobody can be made out.
"""

from statistics import mean, median_low
from typing import NamedTuple

LEVELS = range(5)
LEAST = 3
"""Below so many who scored a question nothing is shown of it."""


class Spread(NamedTuple):
    """How many scored a question, how often each level, and the level in the middle: the lower of two."""

    said: int
    counts: list
    middle: int


def spread_of(levels):
    """The ``Spread`` of the levels given to one question, or None where somebody could be made out."""
    if len(levels) < LEAST:
        return None
    return Spread(len(levels), [levels.count(level) for level in LEVELS], median_low(levels))


def spreads(questions, scores):
    """``{question: Spread or None}``. ``scores``: for each person a dict of question code and level."""
    return {code: spread_of([one[code] for one in scores if code in one]) for code in questions}


def fits(scores, questions):
    """Whether ``{question: level}`` says something, of these questions only, and within the levels."""
    return bool(scores) and all(
        code in questions and type(level) is int and level in LEVELS
        for code, level in scores.items()
    )


def axis_values(axes, agreed):
    """``{axis: mean level of its questions}`` of the axes on which each question is agreed."""
    values = {}
    for axis in axes:
        codes = [question["code"] for question in axis["questions"]]
        if all(code in agreed for code in codes):
            values[axis["code"]] = mean(agreed[code] for code in codes)
    return values


def weakest(values, number=3):
    """The axes with the lowest values, the lowest first; those that stand at the top are not weak."""
    low = sorted((value, axis) for axis, value in values.items() if value < max(LEVELS))
    return [axis for _value, axis in low[:number]]
