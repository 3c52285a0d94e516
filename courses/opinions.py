"""What people answered in a survey, counted so that nobody can be made out. Plain values, no tables."""

from collections import Counter
from typing import NamedTuple

LEAST = 5
"""Below so many answers nothing is shown of them."""


class Share(NamedTuple):
    """How many of those who answered a question chose an option."""

    text: str
    number: int
    percent: int


def opinions(questions, answers):
    """Each question with the shares of its options, or with the words written. ``answers``: question id → answer."""
    return [
        _opinion(question, [one.get(question["id"]) for one in answers]) for question in questions
    ]


def may_be_shown(answers, *, over):
    """Only when no more can come: a result before and one after somebody answered would give her away."""
    return over and len(answers) >= LEAST


def by_language(kept):
    """``{language: answers}``, if there are several and none so small that it, or what is left, could be made out."""
    groups = {}
    for one in kept:
        groups.setdefault(one["language"], []).append(one["answers"])
    small = any(len(group) < LEAST for group in groups.values())
    return {} if small or len(groups) < 2 else groups


def _opinion(question, given):
    said = [one for one in given if one]
    if not question["options"]:
        return {"question": question, "said": len(said), "words": said, "shares": []}
    chosen = Counter(option for one in said for option in one)
    shares = [
        Share(option["text"], chosen[option["id"]], _percent(chosen[option["id"]], len(said)))
        for option in question["options"]
    ]
    return {"question": question, "said": len(said), "words": [], "shares": shares}


def _percent(part, whole):
    """Rounded half up."""
    return (200 * part + whole) // (2 * whole) if whole else 0
