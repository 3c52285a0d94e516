"""A radar chart as points of an SVG: values in, figures out. Plain values, no tables, no words.

The middle is (0, 0), the first axis points upwards. Axes follow the clock, or run against it for readers from right
to left.
"""

import math
from typing import NamedTuple

RADIUS = 100
LABEL_AT = 116
TOP = 4
"""The highest level."""


class Spoke(NamedTuple):
    """An axis: where its line ends, and where and on which side of that point its label stands."""

    axis: str
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str


class Shape(NamedTuple):
    """One set of values: the points of its outline, and a dot for each value."""

    points: str
    dots: list


def rings(count):
    """The outlines of the levels 1 to 4, the outermost last."""
    return [_outline([level] * count) for level in range(1, TOP + 1)]


def spokes(axes, *, mirrored=False):
    return [_spoke(axis, place, len(axes), mirrored=mirrored) for place, axis in enumerate(axes)]


def shape(axes, values, *, mirrored=False):
    """The outline through the values of the axes; an axis without a value is left out of it."""
    at = [
        _point(values[axis] / TOP * RADIUS, place, len(axes), mirrored=mirrored)
        for place, axis in enumerate(axes)
        if axis in values
    ]
    dots = [(_figure(x), _figure(y)) for x, y in at]
    return Shape(" ".join(f"{x},{y}" for x, y in dots), dots)


def _outline(levels):
    places = (
        _point(level / TOP * RADIUS, place, len(levels), mirrored=False)
        for place, level in enumerate(levels)
    )
    return " ".join(f"{_figure(x)},{_figure(y)}" for x, y in places)


def _spoke(axis, place, count, *, mirrored):
    x, y = _point(RADIUS, place, count, mirrored=mirrored)
    label_x, label_y = _point(LABEL_AT, place, count, mirrored=mirrored)
    # The side of the picture, whatever the direction of the words.
    side = "middle" if abs(x) < 1 else "after" if x > 0 else "before"
    return Spoke(axis, *map(_figure, (x, y, label_x, label_y)), side)


def _point(distance, place, count, *, mirrored):
    angle = 2 * math.pi * place / count
    x = distance * math.sin(angle)
    return (-x if mirrored else x), -distance * math.cos(angle)


def _figure(value):
    """With a point in every language, as SVG asks for. Never "-0.0"."""
    return f"{round(value, 1) + 0.0:.1f}"
