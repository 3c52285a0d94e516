"""Columns of a page: parts one below the other, with spaces that stretch until the column is full."""

from collections.abc import Callable
from dataclasses import dataclass

from .shaping import TextDoesNotFit

# How far the spaces of a stack give way before it becomes smaller as a whole.
TIGHTEST = 0.3


@dataclass(frozen=True)
class Block:
    """A part of a stack: the space it wants above, its height, what draws it from its top."""

    space: float
    height: float
    draw: Callable


@dataclass(frozen=True)
class Box:
    """Where something stands, in points from the lower left corner of the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self):
        return self.left + self.width / 2


def draw_stack(canvas, box, blocks, *, field, loosest=1, smallest=1):
    """Draw ``blocks`` from the top of ``box`` down; the whole of them a little smaller when they are too many.

    Raises TextDoesNotFit, which names ``field``, when they would have to become smaller than ``smallest``.
    """
    needed = sum(block.height + block.space * TIGHTEST for block in blocks)
    scale = min(1, box.height / needed)
    if scale < smallest:
        raise TextDoesNotFit(field)
    wanted = sum(block.space for block in blocks)
    free = box.height / scale - sum(block.height for block in blocks)
    spread = max(TIGHTEST, min(loosest, free / wanted)) if wanted else 0
    if scale < 1:
        x, y = box.middle * (1 - scale), box.top * (1 - scale)
        canvas._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm")
    top = box.top
    for block in blocks:
        top -= block.space * spread
        block.draw(top)
        top -= block.height
    if scale < 1:
        canvas._code.append("Q")
