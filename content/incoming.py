"""What an uploaded file would bring into a bank, and what a bank would lose in a file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.choices import QuestionKind

from .exchange import gift_writing, moodle_writing, reading
from .exchange.blocks import question_of
from .exchange.likeness import fingerprint
from .exchange.values import Reading, Skipped, Taken
from .models import BankQuestion

WRITERS = {"gift": gift_writing, "moodle": moodle_writing}
ARABIC = range(0x0620, 0x06D4)


@dataclass(frozen=True)
class Row:
    """One question of a file: read or skipped, and whether the bank or the file has it already."""

    number: int
    taken: Taken | None = None
    skipped: Skipped | None = None
    in_bank: bool = False
    again: bool = False

    @property
    def status(self):
        if self.skipped:
            return "skipped"
        return "known" if self.in_bank or self.again else "new"

    @property
    def ticked(self):
        """Whether it is taken unless the trainer says no."""
        return self.status == "new" and not self.taken.doubtful


@dataclass(frozen=True)
class Incoming:
    reading: Reading
    rows: list

    def with_status(self, status):
        return [row for row in self.rows if row.status == status]

    @property
    def counts(self):
        return {status: len(self.with_status(status)) for status in ("new", "known", "skipped")}

    @property
    def is_arabic(self):
        """Whether most of its letters are Arabic."""
        words = "".join(question.text for question in self.reading.questions)
        letters = [sign for sign in words if sign.isalpha()]
        return sum(ord(sign) in ARABIC for sign in letters) * 2 > len(letters)


def incoming(bank, data, *, format="", encoding=""):
    """What the bytes of a file would bring into a bank. Raises ``Unreadable`` where it is no file of questions."""
    found = reading.read(data, format=format, encoding=encoding)
    known, seen, rows = fingerprints(bank), set(), []
    for taken in found.taken:
        mark = fingerprint(taken.question)
        rows.append(Row(taken.number, taken=taken, in_bank=mark in known, again=mark in seen))
        seen.add(mark)
    rows += [Row(skipped.number, skipped=skipped) for skipped in found.skipped]
    return Incoming(found, sorted(rows, key=lambda row: row.number))


def fingerprints(bank):
    """Those of all questions of a bank, in whatever language."""
    return {fingerprint(question) for question in questions(bank.questions.all())}


def questions(rows):
    """The plain questions of rows of a bank."""
    for row in rows.prefetch_related("tagged_items__tag").iterator(chunk_size=200):
        if row.question.raw_data:
            tags = [item.tag.name for item in row.tagged_items.all()]
            yield question_of(row.question.raw_data[0], tags=tags)


def in_language(bank, language):
    return BankQuestion.objects.filter(bank=bank, locale__language_code=language).order_by("pk")


@dataclass(frozen=True)
class Outgoing:
    """What a format makes of the questions of a bank in one language."""

    format: str
    written: int
    left_out: dict
    lost: dict


def outgoing(bank, language):
    """For each format, how much of a bank it can say: reasons with the first words of the questions they are about."""
    found = list(questions(in_language(bank, language)))
    return [_outgoing(name, writer, found) for name, writer in WRITERS.items()]


def _outgoing(name, writer, found):
    left_out, lost, written = {}, {}, 0
    for question in found:
        if reason := _left_out(writer, question):
            left_out.setdefault(reason, []).append(question.text)
            continue
        written += 1
        for what in writer.lost(question):
            lost.setdefault(what, []).append(question.text)
    return Outgoing(name, written, left_out, lost)


def _left_out(writer, question):
    """Why a format does not hold a question; nothing where it does. A draft without words would spoil the whole file."""
    texts = [option.text for option in question.options]
    texts += [words for pair in question.pairs for words in (pair.text, pair.target)]
    if question.kind != QuestionKind.GAPS:
        texts.append(question.text)
    if not all(words.strip() for words in texts):
        return _("It is not finished: it or one of its answers has no words.")
    return writer.left_out(question)


def file_of(bank, language, format):
    """The text of a file, question by question."""
    writer = WRITERS[format]
    yield getattr(writer, "START", "")
    for question in questions(in_language(bank, language)):
        if not _left_out(writer, question):
            yield writer.written(question)
    yield getattr(writer, "END", "")
