"""Which questions are the same, so that nothing is imported twice."""

from hashlib import sha256

from .values import Gap
from .wording import one_line


def fingerprint(question):
    """Alike of two questions that ask the same and take the same answers, whatever is said after them."""
    parts = [question.kind, _bare(question.text), *_key(question)]
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def _bare(text):
    return one_line(text).casefold()


def _key(question):
    options = [(_bare(option.text), option.correct) for option in question.options]
    yield from options if question.kind == "ordering" else sorted(options)
    yield from sorted((_bare(pair.text), _bare(pair.target)) for pair in question.pairs)
    yield from sorted(map(_bare, (*question.accepted, *question.distractors)))
    yield from (piece if isinstance(piece, Gap) else _bare(piece) for piece in question.pieces)
    yield question.correct
    yield from (f"{number.normalize():f}" for number in (question.value, question.tolerance))
    yield _bare(question.unit)
    yield from sorted(question.accepts)
