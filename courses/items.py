"""How the questions of a quiz work: facility, discrimination, wrong answers. Plain functions of plain values.

The definitions are those of classical test theory: facility is the mean share of marks earned; discrimination is the
correlation of a question's marks with the marks of all other questions of the same attempt (corrected item-total).
"""

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

FEWEST = 5
"""Below so many attempts a correlation says nothing."""


@dataclass(frozen=True)
class Answered:
    """One answer: its share of the marks (0 to 1), that of all other questions (None if alone), and what was chosen."""

    share: float
    rest: float | None
    chosen: tuple
    language: str


@dataclass(frozen=True)
class Item:
    """A question's figures. ``wrong``: the option chosen most often without being right, and by how many."""

    attempts: int
    facility: float
    discrimination: float | None
    wrong: tuple | None

    @property
    def percent(self):
        return round(100 * self.facility)


def item(answers, right=()):
    """The ``Item`` of a question; None without answers. ``right``: ids of its right options."""
    answers = list(answers)
    if not answers:
        return None
    wrong = Counter(option for answer in answers for option in answer.chosen if option not in right)
    return Item(
        attempts=len(answers),
        facility=fmean(answer.share for answer in answers),
        discrimination=discrimination(answers),
        # The same figures give the same answer: among equals the first in order.
        wrong=min(wrong.items(), key=lambda one: (-one[1], one[0])) if wrong and right else None,
    )


def discrimination(answers):
    """From -1 to 1; None when there are too few answers, or all did alike."""
    pairs = [(answer.share, answer.rest) for answer in answers if answer.rest is not None]
    if len(pairs) < FEWEST:
        return None
    shares, rests = zip(*pairs, strict=True)
    mean_share, mean_rest = fmean(shares), fmean(rests)
    together = sum((share - mean_share) * (rest - mean_rest) for share, rest in pairs)
    spread = sqrt(
        sum((share - mean_share) ** 2 for share in shares)
        * sum((rest - mean_rest) ** 2 for rest in rests)
    )
    if spread < 1e-12:
        return None
    return max(-1.0, min(1.0, together / spread))


def by_language(answers):
    """``{language: answers}``."""
    languages = {}
    for answer in answers:
        languages.setdefault(answer.language, []).append(answer)
    return languages
