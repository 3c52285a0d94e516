"""Reads GIFT: finds the questions of a file. What stands between braces is for ``gift_answers``."""

import re

from django.utils.translation import gettext as _

from . import gift_answers, gift_signs
from .gaps import MARK, gap_of, with_gaps
from .values import Gap, Losses, NotTaken, Question, Reading, Skipped, Taken, count
from .wording import one_line, plain, tag_of_category

TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
CATEGORY = re.compile(r"\s*\$CATEGORY\s*:\s*(.*)", re.IGNORECASE)
TAG = re.compile(r"\[tag:([^\[\]]{1,80})\]")
BEGINS = re.compile(r"\s*(::|\$CATEGORY\b)|.*\{", re.IGNORECASE)
BLANK = "_____"


def read(text):
    """All questions of the file, parted by empty lines."""
    reading = Reading(format="gift")
    category, number = "", 0
    for block, tags in blocks(gift_signs.hide(text)):
        found = CATEGORY.match(block)
        if found:
            category = tag_of_category(gift_signs.show(found[1]))
            continue
        number += 1
        count(number)
        _take(number, block, tuple(filter(None, [category, *tags])), reading)
    return reading


def _take(number, block, tags, reading):
    losses = Losses()
    title, form, body = _headed(block)
    name = one_line(gift_signs.show(title or body))[:80]
    try:
        question = _question(title, form, body, tags, losses)
        reading.taken.append(Taken(number, question, tuple(losses.sentences), losses.doubtful))
    except NotTaken as reason:
        reading.skipped.append(Skipped(number, name, str(reason)))


def blocks(text):
    """``(block, tags)`` of each question or category; ``tags`` are those of the comments before it."""
    finder = Finder()
    for line in text.split("\n"):
        finder.line(line)
    finder.end()
    return finder.found


class Finder:
    """Cuts a file at empty lines, save those between braces, and where a brace was never closed all the same."""

    def __init__(self):
        self.found = []
        self.lines = []
        self.tags = []
        self.depth = 0
        self.empty_since_open = False

    def line(self, line):
        if line.lstrip().startswith("//"):
            self.tags += TAG.findall(gift_signs.restore(line))
        elif not line.strip():
            self._empty()
        elif self.depth == 0 and CATEGORY.match(line):
            self.end()
            self.found.append((line, []))
        else:
            self._words(line)

    def _empty(self):
        if self.depth == 0:
            self.end()
        else:
            self.empty_since_open = True
            self.lines.append("")

    def _words(self, line):
        if self.depth and self.empty_since_open and BEGINS.match(line):
            self.end()
        for sign in re.findall(r"[{}]", line):
            self.depth = max(self.depth + (1 if sign == "{" else -1), 0)
        self.empty_since_open = self.empty_since_open and self.depth > 0
        self.lines.append(line)

    def end(self):
        block = "\n".join(self.lines).strip()
        if block.startswith("{") and self._waiting():
            before, tags = self.found.pop()
            self.found.append((f"{before}\n\n{block}", tags))
        elif block:
            self.found.append((block, list(dict.fromkeys(self.tags))))
            self.tags = []
        self.lines, self.depth, self.empty_since_open = [], 0, False

    def _waiting(self):
        """Whether the block before has words, but no answers yet."""
        return (
            bool(self.found)
            and "{" not in self.found[-1][0]
            and not CATEGORY.match(self.found[-1][0])
        )


def _headed(block):
    """``(title, form, the rest)``."""
    found = TITLE.match(block)
    title, rest = (found[1].strip(), block[found.end() :]) if found else ("", block)
    form, rest = gift_signs.form_of(rest, "moodle")
    return title, form, rest


def _question(title, form, body, tags, losses):
    parts = _parts(body)
    name = one_line(gift_signs.show(title))
    if len(parts) == 1:
        raise NotTaken(_("It is a text that asks nothing."))
    if len(parts) > 3:
        values = _gaps(parts, form, losses)
    else:
        before, answers, after = parts
        asked = f"{before.rstrip()} {BLANK}{after}" if after.strip() else before
        text = plain(gift_signs.show(asked), form, losses)
        values = {"text": text, **gift_answers.key(answers, form, losses)}
    if not values["text"]:
        raise NotTaken(_("It has no words."))
    return Question(name=name, tags=tags, **values)


def _parts(body):
    """Words and what stands between braces, in turn."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(body):
        if sign == "{":
            depth += 1
            opens = depth == 1
        elif sign == "}" and depth:
            depth -= 1
            opens = depth == 0
        else:
            continue
        if opens:
            parts.append(body[start:place])
            start = place + 1
    if depth:
        raise NotTaken(_("The brace { before its answers is never closed."))
    return [*parts, body[start:]]


def _gaps(parts, form, losses):
    text = plain(gift_signs.show(MARK.join(parts[::2])), form, losses)
    gaps = [_gap(answers, form, losses) for answers in parts[1::2]]
    return with_gaps(text, gaps, losses)


def _gap(answers, form, losses):
    key = gift_answers.key(answers, form, losses)
    if key["kind"] == "short":
        return Gap(key["accepted"])
    if key["kind"] == "single":
        return gap_of(key["options"])
    raise NotTaken(_("It has several gaps, and not all are for words or one choice."))
