"""Reads texts with gaps of Moodle XML whose words stand beside the text or in brackets in it."""

import re

from django.utils.translation import gettext as _

from .gaps import MARK, with_gaps
from .moodle_text import text_in, words
from .values import Gap, NotTaken
from .wording import one_line

PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


def places(element, text, losses):
    """Gaps that are filled from a list: ``[[2]]`` is the place of the second word, and each gap has its group."""
    listed = [*element.findall("selectoption"), *element.findall("dragbox")]
    choices = [(one_line(words(one, ".", losses)), text_in(one, "group") or "1") for one in listed]
    gaps = [_from_list(int(number), choices) for number in PLACE.findall(text)]
    return with_gaps(PLACE.sub(MARK, text), gaps, losses)


def _from_list(number, choices):
    if not 1 <= number <= len(choices) or not choices[number - 1][0]:
        raise NotTaken(_("One of its gaps has no right answer."))
    right, group = choices[number - 1]
    wrong = dict.fromkeys(text for text, of in choices if of == group and text and text != right)
    return Gap((right,), tuple(wrong))


def brackets(element, text, losses):
    """Gaps of the gapfill plug-in: the right word stands in brackets, words that are all wrong beside the text."""
    signs = text_in(element, "delimitchars") or "[]"
    start, end = re.escape(signs[0]), re.escape(signs[-1])
    inside = re.compile(f"{start}([^{start}{end}]*){end}")
    right = [tuple(filter(None, map(one_line, one.split("|")))) for one in inside.findall(text)]
    if not all(right):
        raise NotTaken(_("One of its gaps has no right answer."))
    wrong = [
        one_line(words(answer, ".", losses))
        for answer in element.findall("answer")
        if not (answer.get("fraction") or "").strip("0.")
    ]
    typed = text_in(element, "answerdisplay") == "gapfill"
    offered = dict.fromkeys(filter(None, [*(one[0] for one in right), *wrong]))
    gaps = [
        Gap(one) if typed else Gap(one[:1], tuple(word for word in offered if word != one[0]))
        for one in right
    ]
    return with_gaps(inside.sub(MARK, text), gaps, losses)
