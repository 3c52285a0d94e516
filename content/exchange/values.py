"""A question apart from any format and any table, and what reading a file gives."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.choices import QuestionKind

MAX_BYTES = 5 * 1024 * 1024
MAX_QUESTIONS = 1000
MAX_MARKS = 20


class Unreadable(ValueError):
    """A file that cannot be taken at all; the text says why in the reader's language."""


def count(number):
    """Refuses a file with more questions than are read at once."""
    if number > MAX_QUESTIONS:
        sentence = _("This file holds more than %(number)d questions. Split it into smaller files.")
        raise Unreadable(sentence % {"number": MAX_QUESTIONS})


class NotTaken(ValueError):
    """A question that cannot be taken; the text says why in the reader's language."""


@dataclass(frozen=True)
class Option:
    text: str
    correct: bool = False


@dataclass(frozen=True)
class Pair:
    text: str
    target: str


@dataclass(frozen=True)
class Gap:
    """A place in a text where one types one of the ``accepted``; with ``wrong`` words one chooses among all."""

    accepted: tuple = ()
    wrong: tuple = ()


@dataclass(frozen=True)
class Question:
    """One question with its key. ``kind`` is named as in ``courses.choices.QuestionKind``.

    - ``options`` of single and several; of ordering they stand in the right order;
    - ``correct``: whether the sentence is true;
    - ``distractors``: targets of matching without a pair;
    - ``pieces`` of gaps: texts and ``Gap``, as they follow each other;
    - ``model`` of an open one: what a good answer holds;
    - ``accepts`` of upload: what may be sent, of ``courses.choices.UploadKind``;
    - ``recorded``: whether there is a reading of it or of an answer, which no file can hold.
    """

    kind: str
    text: str
    name: str = ""
    options: tuple = ()
    correct: bool = False
    value: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    accepted: tuple = ()
    pairs: tuple = ()
    distractors: tuple = ()
    pieces: tuple = ()
    model: str = ""
    accepts: tuple = ()
    feedback: str = ""
    hint: str = ""
    marks: int = 1
    tags: tuple = ()
    recorded: bool = False

    @property
    def kind_label(self):
        return QuestionKind(self.kind).label


@dataclass(frozen=True)
class Taken:
    """A question as it was read. ``lost``: what of it is not kept; ``doubtful``: it may not make sense without."""

    number: int
    question: Question
    lost: tuple = ()
    doubtful: bool = False


@dataclass(frozen=True)
class Skipped:
    number: int
    name: str
    reason: str


@dataclass
class Reading:
    """What a file holds: in its order, by number. ``notes`` hold for the file as a whole."""

    taken: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    format: str = ""
    encoding: str = ""
    guessed: bool = False

    @property
    def questions(self):
        return [taken.question for taken in self.taken]

    def note(self, sentence):
        if sentence not in self.notes:
            self.notes.append(sentence)


class Losses:
    """Sentences about what one question loses, each once."""

    def __init__(self):
        self.sentences = []
        self.doubtful = False

    def add(self, sentence, *, doubtful=False):
        self.doubtful = self.doubtful or doubtful
        if sentence not in self.sentences:
            self.sentences.append(sentence)
