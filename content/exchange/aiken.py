"""Reads Aiken: the question, a line for each answer with its letter, and the letter of the right one."""

import re

from django.utils.translation import gettext as _

from .values import NotTaken, Option, Question, Reading, Skipped, Taken, count
from .wording import one_line, tidy

OPTION = re.compile(r"\s*([A-Za-z])\s*[.)]\s+(.*\S)\s*$|\s*([A-Z])[.)](.*\S)\s*$")
RIGHT = re.compile(r"\s*ANSWER\s*[:：]\s*(.*?)\s*$", re.IGNORECASE)
LETTERS = re.compile(r"[A-Za-z]")
LOOKS = re.compile(r"^\s*ANSWER\s*:\s*[A-Za-z]\b", re.IGNORECASE | re.MULTILINE)


def read(text):
    """All questions of the file. A question ends with its ANSWER line; what stands after the last one is skipped."""
    reading = Reading(format="aiken")
    number, lines = 0, []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line)
        if RIGHT.match(line):
            number += 1
            count(number)
            _take(number, lines, reading)
            lines = []
    if lines:
        reason = _("It has no line that begins with ANSWER: and says which letter is right.")
        reading.skipped.append(Skipped(number + 1, _name(lines), reason))
    return reading


def _take(number, lines, reading):
    try:
        reading.taken.append(Taken(number, _question(lines)))
    except NotTaken as reason:
        reading.skipped.append(Skipped(number, _name(lines), str(reason)))


def _name(lines):
    return one_line(lines[0])[:80]


def _question(lines):
    *body, last = lines
    words, options = [], {}
    for line in body:
        letter, text = _option(line)
        if letter is None and options:
            _go_on(options, line)
        elif letter is None:
            words.append(line)
        elif letter in options:
            raise NotTaken(_("The letter %(letter)s stands at two answers.") % {"letter": letter})
        else:
            options[letter] = text
    return Question(text=tidy("\n".join(words)), **_key(options, last, words))


def _option(line):
    """``(letter, text)`` of an answer line, ``(None, "")`` of any other."""
    found = OPTION.match(line)
    if not found:
        return None, ""
    return (found[1] or found[3]).upper(), (found[2] or found[4]).strip()


def _go_on(options, line):
    """A long answer that was broken into lines."""
    letter = next(reversed(options))
    options[letter] = one_line(f"{options[letter]} {line}")


def _key(options, last, words):
    given = RIGHT.match(last)[1]
    letters = [letter.upper() for letter in LETTERS.findall(given)]
    right = re.fullmatch(r"[A-Za-z](\s*[,;&]\s*[A-Za-z])*[.)]?", given) and set(letters)
    if not words:
        raise NotTaken(_("It has no question before its answers."))
    if len(options) < 2:
        raise NotTaken(_("It has fewer than two answers."))
    if not right or not right <= options.keys():
        raise NotTaken(
            _("Its ANSWER line names no answer of the question: “%(line)s”.")
            % {"line": last.strip()[:60]}
        )
    if len(set(options.values())) < len(options):
        raise NotTaken(_("Two of its answers have the same words."))
    return {
        "kind": "single" if len(right) == 1 else "several",
        "options": tuple(Option(text, letter in right) for letter, text in options.items()),
    }
