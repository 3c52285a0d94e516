"""What several tries at one activity come to: plain functions of plain values."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

HUNDREDTHS = Decimal("0.01")


def percent_of(score, maximum):
    """An exact share in percent; nothing of nothing is nothing."""
    return Fraction(100 * Fraction(score), Fraction(maximum)) if maximum else Fraction(0)


def combined(percents, grading):
    """The percent that counts, of tries in the order they were made: the best, the last or the average; None of none."""
    if not percents:
        return None
    if grading == "last":
        return percents[-1]
    if grading == "average":
        return sum(map(Fraction, percents), Fraction(0)) / len(percents)
    return max(percents)


def kept(percent):
    """A percent as it is written down. Rounded down: what is written reaches a pass mark only if the exact one does."""
    if percent is None:
        return None
    hundredths = int(Fraction(percent) * 100)
    return (Decimal(hundredths) / 100).quantize(HUNDREDTHS, ROUND_DOWN)
