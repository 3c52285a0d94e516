"""Two texts of an activity word by word: plain functions of plain values."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

import nh3
from django.utils.translation import gettext as _

SAME, GONE, NEW = "same", "gone", "new"
END_OF_BLOCK = re.compile(r"(?=</(?:p|li|h\d|div|figcaption|summary)>)|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """A part of a text whose words changed: ``pieces`` is a list of ``(same, gone or new, words)``."""

    label: str
    pieces: list


def plain(html):
    """The words of clean HTML, without its tags."""
    return unescape(nh3.clean(END_OF_BLOCK.sub(" ", html), tags=set())).strip()


def compared(old, new):
    """What stays, goes and comes, word by word."""
    before, after = old.split(), new.split()
    pieces = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, old_from, old_to, new_from, new_to in steps:
        if step == "equal":
            pieces.append((SAME, " ".join(before[old_from:old_to])))
            continue
        for kind, words in ((GONE, before[old_from:old_to]), (NEW, after[new_from:new_to])):
            if words:
                pieces.append((kind, " ".join(words)))
    return pieces


def sections(old, new):
    """The ``Section`` of each part that differs between two ``outline.Text``; one of them may be None."""
    before, after = _parts(old), _parts(new)
    labels = list(dict.fromkeys([*after, *before]))
    return [
        Section(label, compared(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _parts(text):
    """``{label: words}`` of all that a text says."""
    if text is None:
        return {}
    said = {
        _("Title"): text.title,
        _("Text"): " ".join(plain(part["html"]) for part in text.parts if "html" in part),
        _("Guide for the trainer"): " ".join(
            plain(part["html"]) for part in text.guide if "html" in part
        ),
    }
    for number, question in enumerate(text.questions, 1):
        label = _("Question %(number)s") % {"number": number}
        said[label] = " · ".join(_asked(question, text.feedback.get(question["id"], "")))
    for criterion in text.rubric:
        levels = [f"{level['title']}: {level['text']}" for level in criterion["levels"]]
        label = _("Rubric, “%(criterion)s”") % {"criterion": criterion["title"]}
        said[label] = " · ".join(levels)
    return {label: words for label, words in said.items() if words}


def _asked(question, feedback):
    yield question["text"]
    yield from (option["text"] for option in question["options"])
    yield from (target["text"] for target in question.get("targets", []))
    yield from (piece["text"] for piece in question.get("pieces", []) if "text" in piece)
    yield from filter(None, [question.get("hint", ""), feedback])
