"""Reads Aiken: the question, a line for each answer with its letter, and the letter of the right one."""

import re

from django.utils.translation import gettext as _

from .values import NotTaken, Option, Question, Reading, Skipped, Taken, count
from .wording import one_line, tidy

OPTION = re.compile(r"\s*([A-Za-z])\s*([.)])(.*)$")
RIGHT = re.compile(r"\s*ANSWER\s*[:：](.*)$", re.IGNORECASE)
LETTERS = re.compile(r"[A-Za-z]")
LOOKS = re.compile(r"^[ \t]*ANSWER[ \t]*[:：][ \t]*[A-Za-z]\b", re.IGNORECASE | re.MULTILINE)


def read(text):
    """All questions of the file. A question ends with its ANSWER line, or where the next one begins without one."""
    reading = Reading(format="aiken")
    number, lines, after_empty = 0, [], False
    for line in text.split("\n"):
        begins = after_empty and not RIGHT.match(line) and not _option(line)[0]
        if line.strip() and begins and any(_option(before)[0] for before in lines):
            number += 1
            _skip(number, lines, reading)
            lines = []
        after_empty = not line.strip()
        if line.strip():
            lines.append(line)
        if RIGHT.match(line):
            number += 1
            count(number)
            _take(number, lines, reading)
            lines = []
    if lines:
        _skip(number + 1, lines, reading)
    return reading


def _skip(number, lines, reading):
    """Lists what has no line that says which answer is right."""
    count(number)
    reason = _("It has no line that begins with ANSWER: and says which letter is right.")
    reading.skipped.append(Skipped(number, _name(lines), reason))


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
    text = found[3] if found else ""
    # "e.g." begins no answer; "B)Yes" does.
    apart = text[:1].isspace() or (found and found[1].isupper())
    return (found[1].upper(), text.strip()) if text.strip() and apart else (None, "")


def _go_on(options, line):
    """A long answer that was broken into lines."""
    letter = next(reversed(options))
    options[letter] = one_line(f"{options[letter]} {line}")


def _key(options, last, words):
    given = RIGHT.match(last)[1].strip()
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
