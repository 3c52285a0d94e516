"""Reads what Moodle calls Cloze: a text whose gaps are written into it, as ``{1:SHORTANSWER:=yes~%50%perhaps}``."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from . import weighing
from .gaps import MARK, gap_of, with_gaps
from .values import MAX_MARKS, Gap, NotTaken
from .weighing import Answer, as_decimal

GAP = re.compile(r"\{(\d{0,3}):([A-Z_]{2,20}):((?:[^\\{}]|\\.)*)\}", re.DOTALL)
BROKEN = re.compile(r"\{\d{0,3}:[A-Z_]{2,20}:")
TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
CASES = {"SHORTANSWER_C", "SAC", "MWC"}
CHOSEN = re.compile(r"MULTICHOICE(_[VH]?S?)?|MC[VH]?S?")
ANSWER = re.compile(r"(?:[^\\~]|\\.)*", re.DOTALL)
WEIGHT = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,10})?)%)?")
SAID = re.compile(r"((?:[^\\#]|\\.)*)(?:#(.*))?", re.DOTALL)


def key(text, losses):
    """The pieces of a text with gaps."""
    found = list(GAP.finditer(text))
    if BROKEN.search(GAP.sub("", text)):
        raise NotTaken(_("One of its gaps cannot be read."))
    gaps = [_gap(one[2], one[3], losses) for one in found]
    weights = [int(one[1] or 1) for one in found]
    if len(set(weights)) > 1:
        losses.add(_("Its gaps had different weights. Here they count alike."))
    values = with_gaps(GAP.sub(MARK, text), gaps, losses)
    return values | {"marks": min(max(sum(weights), 1), MAX_MARKS)}


def _gap(kind, written, losses):
    answers = [_answer(one) for one in ANSWER.findall(written) if one.strip()]
    if any(answer.feedback for answer in answers):
        losses.add(_("What was said of the words in its gaps is not kept."))
    bare = [Answer(answer.text, answer.weight) for answer in answers]
    if kind in TYPED:
        values = weighing.short(bare, cases=kind in CASES, losses=losses)
        return Gap(values["accepted"])
    if CHOSEN.fullmatch(kind):
        return _chosen(bare, losses)
    raise NotTaken(no_such_gap(kind))


def no_such_gap(kind):
    return _("It has a gap of the kind “%(kind)s”, which does not exist here.") % {"kind": kind}


def _chosen(answers, losses):
    values = weighing.choice(answers, single=True, losses=losses)
    if values["kind"] != "single":
        raise NotTaken(_("It has a gap with more than one right choice."))
    return gap_of(values["options"])


def _answer(written):
    weight = WEIGHT.match(written)
    earned = Decimal(100) if weight[1] else as_decimal(weight[2] or "0")
    text, said = SAID.fullmatch(written[weight.end() :]).groups()
    return Answer(_bare(text), earned, _bare(said or ""))


def _bare(text):
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL).strip()
