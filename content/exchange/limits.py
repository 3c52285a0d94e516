"""How much a question may hold here. The same as the blocks of ``content.blocks.questions`` ask for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .values import Gap, NotTaken

OPTIONS, OTHERS, GAPS = 8, 4, 10
LETTERS = {"options": 250, "pairs": 150, "unit": 30}


def check(question):
    """Refuses a question that no block could hold."""
    for check_one in CHECKS.get(question.kind, ()):
        check_one(question)


def _few_options(question):
    if len(question.options) < 2:
        raise NotTaken(_("It has fewer than two answers."))
    _at_most(len(question.options), OPTIONS)
    _short_enough((option.text for option in question.options), "options")


def _few_pairs(question):
    _at_most(len(question.pairs), OPTIONS)
    _at_most(len(question.distractors), OTHERS)
    sides = [side for pair in question.pairs for side in (pair.text, pair.target)]
    _short_enough([*sides, *question.distractors], "pairs")


def _few_gaps(question):
    gaps = [piece for piece in question.pieces if isinstance(piece, Gap)]
    if len(gaps) > GAPS:
        sentence = ngettext(
            "It has %(number)d gap; here a text has at most %(most)d.",
            "It has %(number)d gaps; here a text has at most %(most)d.",
            len(gaps),
        )
        raise NotTaken(sentence % {"number": len(gaps), "most": GAPS})


def _short_unit(question):
    _short_enough([question.unit], "unit")


def _at_most(number, most):
    if number > most:
        sentence = ngettext(
            "It has %(number)d answer; here a question has at most %(most)d.",
            "It has %(number)d answers; here a question has at most %(most)d.",
            number,
        )
        raise NotTaken(sentence % {"number": number, "most": most})


def _short_enough(texts, place):
    longest = max((len(text) for text in texts), default=0)
    if longest > LETTERS[place]:
        sentence = _("One of its answers has %(number)d letters; here it has at most %(most)d.")
        raise NotTaken(sentence % {"number": longest, "most": LETTERS[place]})


CHECKS = {
    "single": (_few_options,),
    "several": (_few_options,),
    "ordering": (_few_options,),
    "matching": (_few_pairs,),
    "gaps": (_few_gaps,),
    "number": (_short_unit,),
}
