"""Weighted answers of other systems as the keys of questions here, which are right or wrong as a whole."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .values import MAX_MARKS, NotTaken, Option, Pair
from .wording import one_line

NOTHING = Decimal(0)
# As ``courses.scoring`` reads a number: nobody makes us reckon with a million digits.
DIGITS, PLACES, LONGEST_NUMBER = 15, 10, 60
STAR = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True)
class Answer:
    """An answer with what it earns, in percent."""

    text: str
    weight: Decimal = Decimal(0)
    feedback: str = ""

    @property
    def full(self):
        # A third of 100 is written with few digits.
        return self.weight >= Decimal("99.9")


def choice(answers, *, single, losses):
    """``{kind, options, feedback}`` of a question whose answers are given."""
    _same_words_twice(answers, losses)
    right = [answer for answer in answers if (answer.full if single else answer.weight > 0)]
    if single and not right:
        raise NotTaken(_("None of its answers is fully right."))
    if not right:
        raise NotTaken(_("None of its answers is right."))
    if single and len(right) > 1:
        losses.add(_("Each of several answers was enough. Here all of them must be ticked."))
    _unequal_weights(answers, right, single, losses)
    return {
        "kind": "single" if single and len(right) == 1 else "several",
        "options": tuple(Option(one_line(a.text), a in right) for a in answers),
        "feedback": said_of_each(answers, losses),
    }


def _same_words_twice(answers, losses):
    texts = [one_line(answer.text) for answer in answers]
    if not all(texts) and losses.doubtful:
        raise NotTaken(_("Its answers are pictures or recordings, which are not taken over."))
    if not all(texts):
        raise NotTaken(_("One of its answers has no words."))
    if len(set(texts)) < len(texts):
        raise NotTaken(_("Two of its answers have the same words."))


def _unequal_weights(answers, right, single, losses):
    wrong = [answer.weight for answer in answers if answer not in right]
    gains = {answer.weight for answer in right}
    if (single and any(weight > 0 for weight in wrong)) or (
        not single and (len(gains) > 1 or len(set(wrong)) > 1)
    ):
        losses.add(
            _("Its answers earned different shares of the marks. Here they are right or wrong.")
        )


def weights_of(question):
    """What ticking each option earns in percent, as ``courses.scoring`` has it: ticking all earns nothing."""
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    gain, cost = Decimal(100) / max(right, 1), Decimal(-100) / max(wrong, 1)
    return [gain if option.correct else cost for option in question.options]


def percent(weight):
    """A weight as Moodle knows it: a third is 33.33333."""
    return f"{Decimal(weight).quantize(Decimal('0.00001')).normalize():f}"


def short(answers, *, cases, losses):
    """``{kind, accepted, feedback}`` of a question that is answered in a few words."""
    full = [answer for answer in answers if answer.full]
    if len(full) < len([a for a in answers if a.weight > 0]):
        losses.add(_("Answers that earned a part of the marks are not kept."))
    accepted = [
        one_line(answer.text.replace("\\*", "*")) for answer in full if not STAR.search(answer.text)
    ]
    if len(accepted) < len(full):
        losses.add(_("Accepted answers with a * for any letters are not kept."))
    accepted = tuple(dict.fromkeys(filter(None, accepted)))
    if not accepted:
        raise NotTaken(_("It accepts no answer that can be written out."))
    if cases:
        losses.add(_("Capital and small letters count as the same here."))
    return {"kind": "short", "accepted": accepted, "feedback": said_of_each(answers, losses)}


def number(ranges, losses):
    """``{kind, value, tolerance, feedback}`` of ``[(Answer, value, tolerance)]``."""
    right = [(value, tolerance) for answer, value, tolerance in ranges if answer.full]
    if not right:
        raise NotTaken(_("None of its numbers is fully right."))
    if len(right) > 1:
        losses.add(_("Only the first of its right numbers is kept."))
    if any(answer.weight > 0 and not answer.full for answer, _value, _tolerance in ranges):
        losses.add(_("Numbers that earned a part of the marks are not kept."))
    (value, tolerance), *_others = right
    answers = [answer for answer, _value, _tolerance in ranges]
    return {
        "kind": "number",
        "value": value,
        "tolerance": tolerance,
        "feedback": said_of_each(answers, losses),
    }


def matching(pairs, losses):
    """``{kind, pairs, distractors}`` of ``[(text, target)]``; a target without a text only distracts."""
    whole = tuple(
        Pair(one_line(text), one_line(target)) for text, target in pairs if one_line(text)
    )
    taken = {pair.target for pair in whole}
    distractors = dict.fromkeys(one_line(target) for text, target in pairs if not one_line(text))
    if len(whole) < 2:
        raise NotTaken(_("It has fewer than two pairs."))
    if not all(pair.target for pair in whole):
        raise NotTaken(_("One of its pairs has only one side."))
    if len({pair.text for pair in whole}) < len(whole) or len(taken) < len(whole):
        raise NotTaken(_("Two of its pairs have the same words on one side."))
    return {
        "kind": "matching",
        "pairs": whole,
        "distractors": tuple(target for target in distractors if target and target not in taken),
    }


def as_decimal(text):
    """A number as files write it, or None."""
    plain = one_line(text[:LONGEST_NUMBER]).replace(" ", "").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= 10**DIGITS:
        return None
    value = value.quantize(Decimal(1).scaleb(-PLACES)).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


def marks(text, losses):
    """Whole marks from 1 to the most that a question has here."""
    given = as_decimal(text or "1")
    if given is None:
        given = Decimal(1)
    whole = min(max(round(given), 1), MAX_MARKS)
    if whole != given:
        losses.add(
            _("Its marks are %(marks)d here and were %(given)s.") % {"marks": whole, "given": given}
        )
    return int(whole)


def said_of_each(answers, losses):
    """What is said of single answers, as lines of one text."""
    said = [(one_line(a.text), a.feedback) for a in answers if a.feedback]
    if not said:
        return ""
    losses.add(_("What was said of each answer now stands together in the feedback."))
    return "\n".join(f"{text}: {feedback}" if text else feedback for text, feedback in said)
