"""Reads what stands between the braces of a GIFT question."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from . import gift_signs, moodle_cloze, weighing
from .values import NotTaken
from .weighing import Answer, as_decimal
from .wording import plain

# Many write ~= where GIFT asks for a bare = before a right answer.
SPLIT = re.compile(r"(~\s*=|[~=])")
CLOZE = re.compile(r"\d{0,3}:([A-Z_]{2,20}):")
WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:[.,]\d{1,10})?)\s*%")
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
HALF = Decimal("0.5")


def key(text, form, losses):
    """The fields of a ``Question`` that tell its kind, its answers and its feedback."""
    answers, _mark, general = text.rpartition("####") if "####" in text else (text, "", "")
    said = _words(general, form, losses)
    values = _kind(answers.strip(), form, losses)
    return values | {"feedback": "\n".join(filter(None, [said, values.get("feedback", "")]))}


def _kind(text, form, losses):
    truth, _mark, said = text.partition("#")
    cloze = CLOZE.match(text)
    if not text:
        return {"kind": "open"}
    if text.startswith("#"):
        return weighing.number(_numbers(text[1:], form, losses), losses)
    if truth.strip().upper() in TRUTH:
        return _truth(TRUTH[truth.strip().upper()], said, form, losses)
    if cloze:
        return _as_in_cloze(cloze[1], text[cloze.end() :], form, losses)
    if "~" in text:
        return weighing.choice(_answers(text, form, losses), single="=" in text, losses=losses)
    if "=" in text and "->" in text:
        return _matching(text, form, losses)
    return weighing.short(_answers(text, form, losses), cases=False, losses=losses)


def _as_in_cloze(kind, text, form, losses):
    """Answers written as for a gap of Cloze, as in ``{1:MC:=yes~no}``, which GIFT files of some hands hold."""
    answers = _answers(text, form, losses)
    if kind in moodle_cloze.TYPED:
        return weighing.short(answers, cases=kind in moodle_cloze.CASES, losses=losses)
    if moodle_cloze.CHOSEN.fullmatch(kind):
        return weighing.choice(answers, single=True, losses=losses)
    raise NotTaken(moodle_cloze.no_such_gap(kind))


def _truth(correct, said, form, losses):
    wrong, _mark, right = said.partition("#")
    answers = [Answer(_("Wrong"), feedback=_words(wrong, form, losses))]
    answers.append(Answer(_("Right"), feedback=_words(right, form, losses)))
    feedback = weighing.said_of_each(answers, losses)
    return {"kind": "truefalse", "correct": correct, "feedback": feedback}


def _cut(text):
    """``(sign, text)`` of each answer. One that stands alone needs no sign."""
    first, *rest = SPLIT.split(text)
    if first.strip() and "~" in text:
        raise NotTaken(_("“%(text)s” has no sign = or ~ before it.") % {"text": first.strip()[:40]})
    signs = ("=" if "=" in sign else "~" for sign in rest[::2])
    pairs = [pair for pair in zip(signs, rest[1::2], strict=True) if pair[1].strip()]
    return [("=", first), *pairs] if first.strip() else pairs


def _answers(text, form, losses):
    return [_answer(sign, one, form, losses) for sign, one in _cut(text)]


def _answer(sign, text, form, losses):
    weight = WEIGHT.match(text)
    earned = as_decimal(weight[1]) if weight else Decimal(100 if sign == "=" else 0)
    text = text[weight.end() :] if weight else text
    words, _mark, said = text.partition("#")
    return Answer(_words(words, form, losses), earned, _words(said, form, losses))


def _words(text, form, losses):
    form, text = gift_signs.form_of(text, form)
    return plain(gift_signs.show(text), form, losses)


def _matching(text, form, losses):
    pairs = []
    for _sign, one in _cut(text):
        left, arrow, right = one.partition("->")
        right, _mark, said = right.partition("#")
        if not arrow:
            raise NotTaken(_("One of its pairs has no arrow ->."))
        if said.strip():
            losses.add(_("What was said of single pairs is not kept."))
        pairs.append((_words(left, form, losses), _words(right, form, losses)))
    return weighing.matching(pairs, losses)


def _numbers(text, form, losses):
    found = []
    for sign, one in _cut(text):
        answer = _answer(sign, one, form, losses)
        if sign == "=" and answer.text and answer.text != "*":
            found.append((answer, *_range(answer.text)))
        elif answer.feedback:
            losses.add(_("What was said of wrong numbers is not kept."))
    return found


def _range(text):
    """``(value, tolerance)`` of ``value``, ``value:tolerance`` or ``least..most``."""
    least, dots, most = text.partition("..")
    if dots:
        ends = as_decimal(least), as_decimal(most)
        if None not in ends and ends[0] <= ends[1]:
            return (ends[0] + ends[1]) * HALF, (ends[1] - ends[0]) * HALF
    else:
        value, _colon, tolerance = text.partition(":")
        values = as_decimal(value), as_decimal(tolerance or "0")
        if None not in values:
            return values[0], abs(values[1])
    raise NotTaken(_("“%(text)s” is not a number.") % {"text": text[:40]})
