"""Reads Moodle XML: finds the questions of a file and what they have in common. Each kind is for ``moodle_kinds``."""

import re
from html.entities import html5
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from . import moodle_kinds, weighing
from .moodle_text import text_in, words
from .values import Losses, NotTaken, Question, Reading, Skipped, Taken, Unreadable, count
from .wording import MAX_TAG, one_line, tag_of_category

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
CDATA, END = "<![CDATA[", "]]>"
ELEMENT = re.compile(r"<[^<>]{0,300}>")
AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([a-zA-Z]{2,8});)?"
)


def read(text):
    """All questions of the file, up to where it breaks off."""
    reading = Reading(format="moodle")
    events = iterparse(BytesIO(_mended(text).encode()), events=("start", "end"))
    reader = Reader(reading)
    try:
        for event, element in events:
            reader.hear(event, element)
    except DefusedXmlException as error:
        raise Unreadable(
            _("This file defines entities of its own, which is not safe to read.")
        ) from error
    except ParseError as error:
        reason = _(
            "From line %(line)d on, this file is not valid XML. What follows could not be read."
        )
        line = error.position[0] if hasattr(error, "position") else 1
        reading.skipped.append(Skipped(reader.number + 1, "", reason % {"line": line}))
    return reading


def _mended(text):
    """Without the declaration of an encoding, and with names of signs that only HTML knows as these signs."""
    first, *others = DECLARATION.sub("", text, count=1).split(CDATA)
    mended = [AMPERSAND.sub(_sign, first)]
    for other in others:
        kept, end, rest = other.partition(END)
        mended += [CDATA, kept, end, AMPERSAND.sub(_sign, rest)]
    return "".join(mended)


def _sign(found):
    sign = html5.get(f"{found[1]};") if found[1] else None
    return sign if sign else f"&amp;{found[0][1:]}"


def _first_words(element):
    """What a question is listed under that cannot be taken."""
    text = text_in(element, "name") or text_in(element, "questiontext")[:1000]
    return one_line(ELEMENT.sub(" ", text))[:80]


class Reader:
    """Hears the elements of a file and keeps its questions; of the file no more than one question at a time."""

    def __init__(self, reading):
        self.reading = reading
        self.root = None
        self.category = ""
        self.number = 0

    def hear(self, event, element):
        if self.root is None:
            self.root = element
            if element.tag not in ("quiz", "question"):
                sentence = _(
                    "This file is XML, but not Moodle XML. Export the questions as Moodle XML."
                )
                raise Unreadable(sentence)
        if event == "end" and element.tag == "question":
            self._question(element)
            element.clear()

    def _question(self, element):
        kind = (element.get("type") or "").strip().lower()
        if kind == "category":
            self.category = tag_of_category(text_in(element, "category"))
            return
        self.number += 1
        count(self.number)
        losses = Losses()
        try:
            question = self._taken(kind, element, losses)
            self._note(element)
            taken = Taken(self.number, question, tuple(losses.sentences), losses.doubtful)
            self.reading.taken.append(taken)
        except NotTaken as reason:
            skipped = Skipped(self.number, _first_words(element), str(reason))
            self.reading.skipped.append(skipped)

    def _taken(self, kind, element, losses):
        values = {"text": words(element, "questiontext", losses)}
        values |= moodle_kinds.key(kind, element, values["text"], losses)
        if not values["text"] and not values.get("pieces"):
            raise NotTaken(_("It has no words."))
        said = words(element, "generalfeedback", losses), values.pop("feedback", "")
        # Moodle writes no marks of a text with gaps: the weights of these are its marks.
        weights = values.pop("marks", 1)
        marks = weighing.marks(text_in(element, "defaultgrade") or str(weights), losses)
        if text_in(element, "hidden") == "1":
            losses.add(_("It was hidden in Moodle."), doubtful=True)
        return Question(
            name=one_line(text_in(element, "name")),
            feedback="\n".join(filter(None, said)),
            hint="\n".join(filter(None, (words(h, ".", losses) for h in element.findall("hint")))),
            marks=marks,
            tags=self._tags(element),
            **values,
        )

    def _tags(self, element):
        tags = [self.category, *(text_in(tag, ".") for tag in element.findall("tags/tag"))]
        return tuple(dict.fromkeys(filter(None, (one_line(tag)[:MAX_TAG].strip() for tag in tags))))

    def _note(self, element):
        if text_in(element, "penalty").strip("0. "):
            self.reading.note(
                _(
                    "What a further try costs is not kept: tries are counted for the quiz as a whole."
                )
            )
        outcomes = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        if any(text_in(element, outcome) for outcome in outcomes):
            self.reading.note(
                _(
                    "What Moodle says of a right, a partly right and a wrong answer as a whole is not kept."
                )
            )
