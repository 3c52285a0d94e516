"""Marking with a rubric: plain functions of plain values.

A rubric is ``{criterion id: {level id: points}}`` as in the rules of an assignment; ``levels`` is what a marker chose,
``{criterion id: level id}``.
"""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTHS = Decimal("0.01")


def fits(rubric, levels):
    """Whether one level of each criterion was chosen, and nothing else."""
    return levels.keys() == rubric.keys() and all(
        levels[criterion] in points for criterion, points in rubric.items()
    )


def most(rubric):
    """The points of the best level of every criterion together."""
    return sum((max(map(Decimal, points.values())) for points in rubric.values()), Decimal(0))


def percent(rubric, levels):
    """What the chosen levels earn of the most, from 0 to 100. None where there is nothing to earn."""
    if not (total := most(rubric)):
        return None
    earned = sum(
        (Decimal(points[levels[criterion]]) for criterion, points in rubric.items()), Decimal(0)
    )
    return (100 * earned / total).quantize(HUNDREDTHS, ROUND_HALF_UP)
