"""The figures of a gradebook: plain functions of plain values."""

from decimal import ROUND_DOWN, Decimal

TENTH = Decimal("0.1")


def total(percents, weights):
    """The weighted mean, in percent with one decimal, of what is graded so far; None while nothing is.

    ``percents``: ``{key: percent or None}``; ``weights``: ``{key: number}``. What has no grade yet is left out.
    """
    graded = {key: weights[key] for key, percent in percents.items() if percent is not None}
    weight = sum(graded.values())
    if not weight:
        return None
    points = sum(Decimal(percents[key]) * counts for key, counts in graded.items())
    return (points / weight).quantize(TENTH, ROUND_DOWN)
