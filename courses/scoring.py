"""Marking of answers: plain functions of plain values.

An answer is a list of option ids (single, several, truefalse, picture, faces; of ordering all its options in order),
a text (number, short, open), ``{option id: target id}`` (matching), ``{gap id: option id or text}`` (gaps) or a list
of upload ids (upload). A key is what ``EditionActivity.answer_key`` holds for the question.

Each kind has a share: how much of the answer is right, from 0 to 1. The marks are that share of the question's marks.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from uuid import UUID

from courses.choices import MARKED_BY_A_PERSON
from lms.core.folding import fold

LONGEST_NUMBER, LONGEST_WORDS, LONGEST_TEXT = 50, 200, 10_000
MOST_UPLOADS = 5

SPACES_AND_MARKS = re.compile(r"[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069٬]")
# Bounded, so that nobody makes us reckon with a million digits.
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")
ENDS = " .,;:!?،؛؟«»\"'"
CENT = Decimal("0.01")


def marks_for(key, answer):
    """Marks earned, from 0 to ``key["marks"]``; None where a person must mark what was answered."""
    earned = share(key, answer)
    if earned is None:
        return None
    marks = Decimal(key["marks"])
    if earned == 1:
        return marks
    part = marks * earned.numerator / earned.denominator
    return min(part.quantize(CENT, ROUND_HALF_UP), marks)


def is_right(key, answer):
    """Whether all of the answer is right. None where only a person can say."""
    earned = share(key, answer)
    return None if earned is None else earned == 1


def share(key, answer):
    """How much of the answer is right, from 0 to 1. What cannot be read earns nothing; None: a person must mark."""
    if key["kind"] in MARKED_BY_A_PERSON:
        return None if _is_there(answer) else Fraction(0)
    return SHARES[key["kind"]](key, answer)


def _share_of_one(key, answer):
    chosen = _ids(answer)
    return Fraction(len(chosen) == 1 and chosen[0] in key["correct"])


def _share_of_several(key, answer):
    """Of the right ones the share that was ticked, less the share of the wrong ones: ticking all gains nothing.

    Without ``options`` in the key one wrong tick costs everything.
    """
    chosen, correct = set(_ids(answer)), set(key["correct"])
    if not correct:
        return Fraction(0)
    wrong = set(key.get("options", ())) - correct
    earned = Fraction(len(chosen & correct), len(correct))
    lost = Fraction(len(chosen - correct), max(len(wrong), 1))
    return max(earned - lost, Fraction(0))


def _share_of_number(key, answer):
    given = as_number(answer)
    wanted, tolerance = Decimal(key["value"]), Decimal(key["tolerance"])
    return Fraction(given is not None and abs(given - wanted) <= tolerance)


def _share_of_words(key, answer):
    return Fraction(_is_accepted(answer, key["accepted"]))


def _share_of_pairs(key, answer):
    pairs, given = key["pairs"], _pairs(answer)
    right = sum(given.get(option) == target for option, target in pairs.items())
    return Fraction(right, len(pairs)) if pairs else Fraction(0)


def _share_of_order(key, answer):
    """Of all pairs the share that stands in the right order, less the share that does not (Kendall's tau).

    So a blind guess earns nothing on average and the reversed order nothing at all, while one slip costs little.
    Putting two neighbours right always raises it.
    """
    order, given = key["order"], _ids(answer)
    if sorted(given) != sorted(order):
        return Fraction(0)
    place = {option: number for number, option in enumerate(order)}
    signs = [1 if place[one] < place[other] else -1 for one, other in combinations(given, 2)]
    return max(Fraction(sum(signs), len(signs)), Fraction(0)) if signs else Fraction(bool(order))


def _share_of_gaps(key, answer):
    gaps, given = key["gaps"], _pairs(answer)
    right = sum(fills(gap, given.get(name)) for name, gap in gaps.items())
    return Fraction(right, len(gaps)) if gaps else Fraction(0)


SHARES = {
    "single": _share_of_one,
    "truefalse": _share_of_one,
    "picture": _share_of_one,
    "several": _share_of_several,
    "number": _share_of_number,
    "short": _share_of_words,
    "matching": _share_of_pairs,
    "ordering": _share_of_order,
    "gaps": _share_of_gaps,
}


def fills(gap, given):
    """Whether these words, or this option, may stand in the gap."""
    if "correct" in gap:
        return given == gap["correct"]
    return _is_accepted(given, gap["accepted"])


def _is_accepted(given, accepted):
    words = _words(given)
    return bool(words) and words in {_words(text) for text in accepted}


def _words(text):
    """Folded, and without the full stop or the quotes that some put around an answer."""
    if not isinstance(text, str) or len(text) > LONGEST_WORDS:
        return ""
    folded = fold(text)
    return folded.strip(ENDS) or folded


def _ids(answer):
    return answer if isinstance(answer, list) and _are_texts(answer) else []


def _pairs(answer):
    return answer if isinstance(answer, dict) and _are_texts(answer.values()) else {}


def is_id(text):
    """Whether an upload can have this id."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _are_texts(values):
    return all(isinstance(value, str) for value in values)


def _is_there(answer):
    return bool(answer.strip()) if isinstance(answer, str) else bool(_ids(answer))


def as_number(text):
    """A number typed by a person: spaces and a decimal comma are fine, Arabic digits too. None if it is not one."""
    if not isinstance(text, str) or len(text) > LONGEST_NUMBER:
        return None
    plain = SPACES_AND_MARKS.sub("", text)
    plain = plain.replace(",", ".").replace("٫", ".").replace("−", "-")
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def right_answer(key):
    """An answer that earns all the marks. What a person marks has none: it stays empty."""
    kind = key["kind"]
    if kind in MARKED_BY_A_PERSON:
        return "" if kind == "open" else []
    if kind == "gaps":
        return {name: gap.get("correct") or gap["accepted"][0] for name, gap in key["gaps"].items()}
    if kind in ("number", "short"):
        return key["value"] if kind == "number" else key["accepted"][0]
    if kind in ("matching", "ordering"):
        return key["pairs"] if kind == "matching" else key["order"]
    return key["correct"] if kind == "several" else key["correct"][:1]


def fits(question, answer):
    """Whether a person can have given this answer to the question; an empty one always fits."""
    if question["kind"] in LONGEST:
        return isinstance(answer, str) and len(answer) <= LONGEST[question["kind"]]
    if question["kind"] in ("matching", "gaps"):
        return isinstance(answer, dict) and _fit_in_places(question, answer)
    if not isinstance(answer, list) or not _are_texts(answer) or len(set(answer)) < len(answer):
        return False
    if question["kind"] == "upload":
        return len(answer) <= MOST_UPLOADS and all(map(is_id, answer))
    options = {option["id"] for option in question["options"]}
    return set(answer) <= options and len(answer) in _how_many(question["kind"], len(options))


LONGEST = {"number": LONGEST_NUMBER, "short": LONGEST_WORDS, "open": LONGEST_TEXT}


def _how_many(kind, options):
    """How many of the options an answer may hold."""
    if kind == "ordering":
        return 0, options
    return range(options + 1) if kind == "several" else (0, 1)


def _fit_in_places(question, answer):
    """Whether each option or gap got something that can stand there."""
    if question["kind"] == "matching":
        targets = {target["id"] for target in question["targets"]}
        places = {option["id"]: targets for option in question["options"]}
    else:
        gaps = [piece for piece in question["pieces"] if "gap" in piece]
        places = {gap["gap"]: set(gap.get("options") or ()) for gap in gaps}
    return answer.keys() <= places.keys() and all(
        isinstance(given, str)
        and (given in places[place] if places[place] else len(given) <= LONGEST_WORDS)
        for place, given in answer.items()
    )


def score(answer_key, answers):
    """``(score, maximum, marks by question)`` of a set of answers ``{question id: answer}``.

    Where a person must mark, the marks are None and the score is what is certain so far.
    """
    marks = {
        question: marks_for(key, answers.get(question)) for question, key in answer_key.items()
    }
    maximum = sum((Decimal(key["marks"]) for key in answer_key.values()), Decimal(0))
    return sum((earned or Decimal(0) for earned in marks.values()), Decimal(0)), maximum, marks


def passes(earned, maximum, pass_mark):
    """Whether a score reaches the pass mark, in percent."""
    return maximum > 0 and earned * 100 >= pass_mark * maximum
