"""Writes questions as Moodle XML, in the way that ``moodle_xml`` and Moodle read them."""

import re
from html import escape as html_escape
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from .moodle_cloze import GAP
from .moodle_kinds import FILES
from .values import Gap
from .weighing import percent, weights_of
from .wording import one_line

START = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
END = "</quiz>\n"
SIGNS_OF_GAPS = re.compile(r'([\\~=#{}/"])')
TYPES = {
    "single": "multichoice",
    "several": "multichoice",
    "truefalse": "truefalse",
    "number": "numerical",
    "short": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "gaps": "cloze",
    "open": "essay",
    "upload": "essay",
}


def left_out(question):
    """Why Moodle XML does not hold this question; nothing where it does."""
    if question.kind not in TYPES:
        return _("Pictures are not written to Moodle XML.")
    around = [question.text, *(piece for piece in question.pieces if not isinstance(piece, Gap))]
    if question.kind == "gaps" and any(map(GAP.search, around)):
        return _("Moodle takes what it has in braces for a gap.")
    return ""


def lost(question):
    """What Moodle XML does not keep of a question."""
    return [_("its recordings")] if question.recorded else []


def written(question):
    """The element of a question that is not left out."""
    lines = [
        f"<name>{_bare(question.name or one_line(question.text)[:80])}</name>",
        f'<questiontext format="html">{_formatted(question)}</questiontext>',
        f'<generalfeedback format="html">{_html(question.feedback)}</generalfeedback>',
        f"<defaultgrade>{question.marks}</defaultgrade>",
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        *ANSWERS[question.kind](question),
        *([f'<hint format="html">{_html(question.hint)}</hint>'] if question.hint else []),
        *_tags(question),
    ]
    body = "".join(f"    {line}\n" for line in lines)
    return f"  <question type={quoteattr(TYPES[question.kind])}>\n{body}  </question>\n"


def _bare(text):
    return f"<text>{escape(text)}</text>"


def _html(text):
    """A text as HTML inside XML, with its line breaks."""
    lines = html_escape(text, quote=False).replace("\n", "<br>")
    return _bare(f"<p>{lines}</p>" if text else "")


def _formatted(question):
    if question.kind != "gaps":
        return _html(question.text)
    sentence = "".join(
        _gap(piece) if isinstance(piece, Gap) else piece for piece in question.pieces
    )
    return _html(f"{question.text}\n{sentence}")


def _gap(gap):
    if gap.wrong:
        answers = [f"={_in_gap(gap.accepted[0])}", *map(_in_gap, gap.wrong)]
        return "{1:MULTICHOICE:" + "~".join(answers) + "}"
    return (
        "{1:SHORTANSWER:" + "~".join(f"={_in_gap(_no_star(text))}" for text in gap.accepted) + "}"
    )


def _in_gap(text):
    return SIGNS_OF_GAPS.sub(r"\\\1", text)


def _no_star(text):
    return text.replace("*", r"\*")


def _answer(text, weight, form="html", more=""):
    words = _html(text) if form == "html" else _bare(text)
    return f'<answer fraction="{percent(weight)}" format="{form}">{words}{more}</answer>'


def _choice(question):
    single = question.kind == "single"
    bare = [100 * option.correct for option in question.options]
    earned = bare if single else weights_of(question)
    return [
        f"<single>{str(single).lower()}</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>none</answernumbering>",
        *(_answer(o.text, weight) for o, weight in zip(question.options, earned, strict=True)),
    ]


def _truth(question):
    form = "moodle_auto_format"
    return [
        _answer("true", 100 * question.correct, form),
        _answer("false", 100 * (not question.correct), form),
    ]


def _number(question):
    tolerance = f"<tolerance>{question.tolerance:f}</tolerance>"
    lines = [_answer(f"{question.value:f}", 100, "moodle_auto_format", tolerance)]
    if question.unit:
        name = escape(question.unit)
        unit = f"<unit><multiplier>1</multiplier><unit_name>{name}</unit_name></unit>"
        lines += [f"<units>{unit}</units>", "<unitgradingtype>0</unitgradingtype>"]
        lines += ["<showunits>1</showunits>", "<unitsleft>0</unitsleft>"]
    return lines


def _short(question):
    answers = [_answer(_no_star(text), 100, "moodle_auto_format") for text in question.accepted]
    return ["<usecase>0</usecase>", *answers]


def _matching(question):
    pairs = [(pair.text, pair.target) for pair in question.pairs]
    pairs += [("", target) for target in question.distractors]
    return [
        "<shuffleanswers>true</shuffleanswers>",
        *(
            f'<subquestion format="html">{_html(text)}<answer>{_bare(target)}</answer></subquestion>'
            for text, target in pairs
        ),
    ]


def _ordering(question):
    return [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<selectcount>0</selectcount>",
        "<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>",
        "<showgrading>SHOW</showgrading>",
        *(_answer(option.text, place) for place, option in enumerate(question.options, 1)),
    ]


def _open(question):
    return [
        "<responseformat>editor</responseformat>",
        "<responserequired>1</responserequired>",
        "<responsefieldlines>10</responsefieldlines>",
        "<attachments>0</attachments>",
        "<attachmentsrequired>0</attachmentsrequired>",
        f'<graderinfo format="html">{_html(question.model)}</graderinfo>',
        '<responsetemplate format="html"><text></text></responsetemplate>',
    ]


def _upload(question):
    types = ",".join(FILES[kind] for kind in question.accepts)
    return [
        "<responseformat>noinline</responseformat>",
        "<responserequired>0</responserequired>",
        "<attachments>1</attachments>",
        "<attachmentsrequired>1</attachmentsrequired>",
        f"<filetypeslist>{types}</filetypeslist>",
    ]


def _tags(question):
    tags = "".join(f"<tag>{_bare(tag)}</tag>" for tag in question.tags)
    return [f"<tags>{tags}</tags>"] if tags else []


ANSWERS = {
    "single": _choice,
    "several": _choice,
    "truefalse": _truth,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": lambda question: [],
    "open": _open,
    "upload": _upload,
}
