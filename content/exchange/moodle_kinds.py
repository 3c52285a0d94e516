"""Reads the answers of each kind of question in Moodle XML."""

from django.utils.translation import gettext as _

from . import moodle_cloze, moodle_gaps, weighing
from .moodle_text import text_in, words
from .values import NotTaken, Option
from .weighing import Answer, as_decimal
from .wording import one_line

# What may be sent here, and what Moodle calls these files.
FILES = {"photo": "image", "voice": "audio"}
YES = ("true", "1")


def key(kind, element, text, losses):
    """The fields of a ``Question`` that tell its kind and its answers; ``text`` where it is more than words."""
    if kind == "description":
        raise NotTaken(_("It is a text that asks nothing."))
    if not kind:
        raise NotTaken(_("It does not say of which kind it is."))
    if kind not in KINDS:
        raise NotTaken(
            _("Questions of the kind “%(kind)s” do not exist here.") % {"kind": kind[:40]}
        )
    if text_in(element, "image") or text_in(element, "image_base64"):
        losses.add(_("A picture in it is not kept."), doubtful=True)
    return KINDS[kind](element, text, losses)


def _answers(element, losses, form=""):
    return [
        Answer(
            words(answer, ".", losses, form),
            as_decimal(answer.get("fraction") or "0") or weighing.NOTHING,
            words(answer, "feedback", losses),
        )
        for answer in element.findall("answer")
    ]


def _choice(element, text, losses):
    if text_in(element, "shuffleanswers") in ("0", "false"):
        losses.add(_("Its answers had a fixed order. Here the order changes."))
    single = text_in(element, "single").lower() in YES or element.find("single") is None
    return weighing.choice(_answers(element, losses), single=single, losses=losses)


def _all_or_nothing(element, text, losses):
    return weighing.choice(_answers(element, losses), single=False, losses=losses)


def _truth(element, text, losses):
    answers = _answers(element, losses, "plain")
    right = [answer.text.lower() for answer in answers if answer.full]
    if right not in (["true"], ["false"]):
        raise NotTaken(_("It does not say whether true or false is right."))
    said = [Answer("", feedback=answer.feedback) for answer in answers]
    feedback = weighing.said_of_each(said, losses)
    return {"kind": "truefalse", "correct": right == ["true"], "feedback": feedback}


def _short(element, text, losses):
    cases = text_in(element, "usecase") in YES
    return weighing.short(_answers(element, losses, "plain"), cases=cases, losses=losses)


def _number(element, text, losses):
    ranges = []
    for answer, raw in zip(
        _answers(element, losses, "plain"), element.findall("answer"), strict=True
    ):
        value, tolerance = as_decimal(answer.text), as_decimal(text_in(raw, "tolerance") or "0")
        if value is not None and tolerance is not None:
            ranges.append((answer, value, abs(tolerance)))
        elif answer.full:
            raise NotTaken(_("“%(text)s” is not a number.") % {"text": answer.text[:40]})
        elif answer.feedback:
            losses.add(_("What was said of wrong numbers is not kept."))
    return weighing.number(ranges, losses) | {"unit": _unit(element, losses)}


def _unit(element, losses):
    units = [
        (as_decimal(text_in(unit, "multiplier") or "1"), one_line(text_in(unit, "unit_name")))
        for unit in element.findall("units/unit")
    ]
    base = next((name for multiplier, name in units if multiplier == 1), "")
    if any(name != base for _multiplier, name in units):
        losses.add(_("Only the unit that the right number is in is kept."))
    return base


def _matching(element, text, losses):
    pairs = [
        (words(pair, ".", losses), words(pair, "answer", losses, "plain"))
        for pair in element.findall("subquestion")
    ]
    return weighing.matching(pairs, losses)


def _open(element, text, losses):
    if text_in(element, "responsetemplate"):
        losses.add(_("What stands in the field before one writes is not kept."))
    model = words(element, "graderinfo", losses)
    if text_in(element, "responseformat") == "noinline":
        if model:
            losses.add(_("What it tells those who mark is not kept."))
        return {"kind": "upload", "accepts": _accepts(element, losses)}
    if text_in(element, "attachments").strip("0"):
        losses.add(_("One could send files along with the answer. Here one only writes."))
    return {"kind": "open", "model": model}


def _accepts(element, losses):
    listed = text_in(element, "filetypeslist")
    accepts = tuple(kind for kind, files in FILES.items() if files in listed)
    if not accepts:
        losses.add(_("One could send any file. Here one sends a photo."))
    return accepts or ("photo",)


def _ordering(element, text, losses):
    answers = _answers(element, losses)
    places = [answer.weight for answer in answers]
    if len(set(places)) == len(places):
        answers = sorted(answers, key=lambda answer: answer.weight)
    texts = [one_line(answer.text) for answer in answers]
    if len(texts) < 2 or not all(texts):
        raise NotTaken(_("It has fewer than two parts to put in order, or one without words."))
    if len(set(texts)) < len(texts):
        raise NotTaken(_("Two of its parts have the same words."))
    return {"kind": "ordering", "options": tuple(Option(text, True) for text in texts)}


def _cloze(element, text, losses):
    return moodle_cloze.key(text, losses)


KINDS = {
    "multichoice": _choice,
    "oumultiresponse": _all_or_nothing,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "essay": _open,
    "ordering": _ordering,
    "gapselect": moodle_gaps.places,
    "ddwtos": moodle_gaps.places,
    "gapfill": moodle_gaps.brackets,
    "cloze": _cloze,
    "multianswer": _cloze,
}
