"""What becomes of a submission when one, two or more people have marked it: plain functions of plain values."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDREDTHS = Decimal("0.01")


class Opinion(NamedTuple):
    """What one marker said. ``settles``: said to end a difference between markers, or as the answer to a contest."""

    marker: int
    outcome: str
    percent: Decimal
    settles: bool = False


class Verdict(NamedTuple):
    outcome: str
    percent: Decimal


def verdict(opinions, *, markers):
    """The ``Verdict`` on a work from opinions in the order they were given; None while more must be heard.

    The first ``markers`` opinions of different people count, with the mean of their percentages where they agree.
    Where two differ, somebody settles it: a third person alone, or one of the two by coming round to the other.
    Afterwards an opinion changes nothing, unless it settles again: that answers a contest.
    """
    heard, standing = [], None
    for opinion in opinions:
        if standing and opinion.settles:
            standing = Verdict(opinion.outcome, opinion.percent)
        elif standing is None and opinion.settles:
            standing = _settled(heard, opinion)
        elif standing is None and not _has_spoken(heard, opinion):
            heard.append(opinion)
            standing = _agreed(heard) if len(heard) == markers else None
    return standing


def differ(opinions, *, markers):
    """Whether enough people have spoken and do not agree."""
    first = [opinion for opinion in opinions if not opinion.settles]
    return len(first) >= markers and verdict(opinions, markers=markers) is None


def _has_spoken(heard, opinion):
    return any(other.marker == opinion.marker for other in heard)


def _agreed(heard):
    if len({opinion.outcome for opinion in heard}) > 1:
        return None
    mean = sum((opinion.percent for opinion in heard), Decimal(0)) / len(heard)
    return Verdict(heard[0].outcome, mean.quantize(HUNDREDTHS, ROUND_HALF_UP))


def _settled(heard, opinion):
    if not _has_spoken(heard, opinion):
        return Verdict(opinion.outcome, opinion.percent)
    others = [other for other in heard if other.marker != opinion.marker]
    return _agreed([*others, opinion])
