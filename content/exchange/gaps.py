"""Texts with gaps, put together from what each format says of them."""

import re

from django.utils.translation import gettext as _

from .values import Gap, NotTaken

# Stands for a gap while the text around it is cleaned; one of the signs that Unicode keeps for programs.
MARK = "\ufddf"
NUMBER = re.compile(r"\[(\s*\d{1,2}\s*)\]")


def with_gaps(text, gaps, losses):
    """``{kind, text, pieces}`` of a text in which each ``MARK`` is one of the gaps. Lines before the first are the task."""
    if not gaps:
        raise NotTaken(_("Its text has no gap."))
    if text.count(MARK) != len(gaps):
        raise NotTaken(_("One of its gaps stands inside a sign of its formatting."))
    # Here a number in square brackets would be a gap.
    if NUMBER.search(text):
        losses.add(_("Its numbers in square brackets now stand in round ones."))
        text = NUMBER.sub(r"(\1)", text)
    task, _newline, first = text[: text.index(MARK)].rpartition("\n")
    texts = [first, *text[text.index(MARK) + 1 :].split(MARK)]
    pieces = [piece for pair in zip(texts, [*gaps, ""], strict=True) for piece in pair]
    return {
        "kind": "gaps",
        "text": task.strip() or _("Fill in the gaps."),
        "pieces": tuple(piece for piece in pieces if piece != ""),
    }


def gap_of(options):
    """A gap of which one chooses, from options of which one is right."""
    right = tuple(option.text for option in options if option.correct)
    return Gap(right, tuple(option.text for option in options if not option.correct))
