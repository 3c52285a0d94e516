"""Writes questions as GIFT, in the way that ``gift`` and Moodle read them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from .gift_signs import FORM, escape
from .weighing import percent, weights_of
from .wording import one_line

# Of one that the readers of GIFT would take for something else.
WEIGHT_LIKE = re.compile(r"\s*%")
ARROW = "->"
ROUND = str.maketrans("[]", "()")


def left_out(question):
    """Why GIFT cannot say this question; nothing where it can."""
    if question.kind not in ANSWERS:
        return _("GIFT has no questions of this kind.")
    texts = [*question.accepted, *(pair.text for pair in question.pairs)]
    texts += [*(pair.target for pair in question.pairs), *question.distractors]
    if any(ARROW in text for text in texts):
        return _("GIFT takes an arrow -> for a pair.")
    return ""


def lost(question):
    """What GIFT does not keep of a question."""
    kept = {
        _("its marks"): question.marks == 1,
        _("its hint"): not question.hint,
        _("its unit"): not question.unit,
        _("its model answer"): not question.model,
        _("its recordings"): not question.recorded,
    }
    return [what for what, is_kept in kept.items() if not is_kept]


def written(question):
    """The lines of a question that is not left out, with the empty one after it."""
    tags = " ".join(f"[tag:{one_line(tag).translate(ROUND)}]" for tag in question.tags)
    title = f"::{escape(one_line(question.name))}::" if question.name else ""
    feedback = [f"####{_words(question.feedback)}"] if question.feedback else []
    answers = "".join(f"\n\t{line}" for line in [*ANSWERS[question.kind](question), *feedback])
    comment = f"// {tags}\n" if tags else ""
    return f"{comment}{title}[plain]{escape(question.text)} {{{answers}\n}}\n\n"


def _words(text):
    """A text where an answer may stand: it must not begin with what looks like the name of a form."""
    return escape(text) if not FORM.match(text) else f"[plain]{escape(text)}"


def _answer(sign, text, weight=None):
    if weight is None and WEIGHT_LIKE.match(text):
        weight = Decimal(100 if sign == "=" else 0)
    share = "" if weight is None else f"%{percent(weight)}%"
    return f"{sign}{share}{_words(text)}"


def _single(question):
    return [_answer("=" if option.correct else "~", option.text) for option in question.options]


def _several(question):
    pairs = zip(question.options, weights_of(question), strict=True)
    return [_answer("~", option.text, weight) for option, weight in pairs]


def _truth(question):
    return ["TRUE" if question.correct else "FALSE"]


def _number(question):
    return [f"#{question.value:f}:{question.tolerance:f}"]


def _short(question):
    # A bare star would stand for any letters.
    return [_answer("=", text).replace("*", r"\*") for text in question.accepted]


def _matching(question):
    pairs = [(_words(pair.text), pair.target) for pair in question.pairs]
    pairs += [("", target) for target in question.distractors]
    return [f"={text} -> {_words(target)}" for text, target in pairs]


def _open(question):
    return []


ANSWERS = {
    "single": _single,
    "several": _several,
    "truefalse": _truth,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "open": _open,
}
