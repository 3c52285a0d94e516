"""What a tool must hold: every sentence in three languages, five levels, codes that are known and stand once.

Plain values, no tables. A tool is ``{"code", "title", "axes"}``, its axes as ``DiagnosticTool`` says.
"""

import re
from itertools import chain

from django.utils.translation import gettext as _

LANGUAGES = {"fr": "français", "ar": "العربية", "en": "English"}
LEVELS = 5
MOST_QUESTIONS = 10
"""How many questions an axis has at most: a group that scores in an hour gets no further."""
LONGEST = 300
CODE = re.compile(r"[a-z][a-z0-9_]{0,29}\Z")
NOT_STORABLE = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def faults_of(tool, axes_known):
    """Sentences that say where a tool is wrong, and how. None: it is whole. ``tool`` may be anything at all."""
    if not isinstance(tool, dict) or not isinstance(tool.get("axes"), list) or not tool["axes"]:
        return [_("This is no tool: it has no list of axes.")]
    faults = [] if is_code(tool.get("code")) else [_("The code of the tool is missing or wrong.")]
    faults += _faults_of_texts(tool.get("title"), _("Title of the tool"))
    axes = tool["axes"][: len(axes_known) + 1]
    for number, axis in enumerate(axes, 1):
        faults += _faults_of_axis(axis, _("Axis %(number)s") % {"number": number}, axes_known)
    return faults or _faults_of_codes(axes)


def is_code(value):
    return isinstance(value, str) and bool(CODE.match(value))


def whole(tool):
    """The tool without what nobody asked for and without space around its words. Only of one without faults."""
    return {
        "code": tool["code"],
        "title": _texts(tool["title"]),
        "axes": [whole_axis(axis) for axis in tool["axes"]],
    }


def whole_axis(axis):
    return {
        "code": axis["code"],
        "title": _texts(axis["title"]),
        "questions": [
            {
                "code": question["code"],
                "text": _texts(question["text"]),
                "levels": [_texts(level) for level in question["levels"]],
            }
            for question in axis["questions"]
        ],
    }


def moved(axes, before):
    """Codes of questions that stood on another axis in an earlier version: they would no longer mean the same."""
    earlier = {question: axis for axis, question in _places(before)}
    return [question for axis, question in _places(axes) if earlier.get(question, axis) != axis]


def _places(axes):
    return [(axis["code"], question["code"]) for axis in axes for question in axis["questions"]]


def _texts(texts):
    return {language: texts[language].strip() for language in LANGUAGES}


def _faults_of_axis(axis, place, axes_known):
    if not isinstance(axis, dict) or axis.get("code") not in axes_known:
        codes = ", ".join(axes_known)
        return [
            _("%(place)s: its code is none of those known: %(codes)s.")
            % {"place": place, "codes": codes}
        ]
    place = _("Axis “%(axis)s”") % {"axis": axis["code"]}
    questions = axis.get("questions")
    if not isinstance(questions, list) or not 1 <= len(questions) <= MOST_QUESTIONS:
        return [
            _("%(place)s: it has from 1 to %(most)s questions.")
            % {"place": place, "most": MOST_QUESTIONS}
        ]
    faults = _faults_of_texts(axis.get("title"), place)
    for number, question in enumerate(questions, 1):
        faults += _faults_of_question(question, axis["code"], number)
    return faults


def _faults_of_question(question, axis, number):
    place = _("Axis “%(axis)s”, question %(number)s") % {"axis": axis, "number": number}
    if not isinstance(question, dict) or not is_code(question.get("code")):
        return [_("%(place)s: its code is missing or wrong.") % {"place": place}]
    levels = question.get("levels")
    if not isinstance(levels, list) or len(levels) != LEVELS:
        return [_("%(place)s: it has five levels, from 0 to 4.") % {"place": place}]
    faults = _faults_of_texts(question.get("text"), place)
    for level, texts in enumerate(levels):
        at = {"axis": axis, "number": number, "level": level}
        faults += _faults_of_texts(
            texts, _("Axis “%(axis)s”, question %(number)s, level %(level)s") % at
        )
    return faults


def _faults_of_texts(texts, place):
    if not isinstance(texts, dict):
        texts = {}
    wrong = [name for code, name in LANGUAGES.items() if not _is_text(texts.get(code))]
    return [
        _("%(place)s: the words in %(language)s are missing, too long or cannot be read.")
        % {"place": place, "language": name}
        for name in wrong
    ]


def _is_text(value):
    return (
        isinstance(value, str)
        and 0 < len(value.strip()) <= LONGEST
        and not NOT_STORABLE.search(value)
    )


def _faults_of_codes(axes):
    codes = [axis["code"] for axis in axes]
    questions = list(chain.from_iterable((q["code"] for q in axis["questions"]) for axis in axes))
    return [
        _("The code “%(code)s” stands more than once.") % {"code": code}
        for group in (codes, questions)
        for code in sorted({code for code in group if group.count(code) > 1})
    ]
