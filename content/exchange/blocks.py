"""A question as the raw block that a bank holds of it, and back."""

from decimal import Decimal
from uuid import uuid4

from .gaps import NUMBER
from .values import Gap, Option, Pair, Question


def raw_of(question):
    """The raw block of a question, under new ids."""
    value = {"text": question.text, "reading": None, "hint": question.hint}
    value |= {"feedback": question.feedback, "marks": question.marks}
    value |= INTO_BLOCKS[question.kind](question)
    return {"type": question.kind, "id": str(uuid4()), "value": value}


def question_of(raw, *, tags=()):
    """The question of a raw block."""
    value = raw["value"]
    return Question(
        kind=raw["type"],
        text=value.get("text") or "",
        hint=value.get("hint") or "",
        feedback=value.get("feedback") or "",
        marks=int(value.get("marks") or 1),
        tags=tuple(tags),
        recorded=_recorded(value),
        **FROM_BLOCKS[raw["type"]](value),
    )


def _recorded(value):
    """Whether any part of it has a reading."""
    if isinstance(value, dict):
        own = any(part for name, part in value.items() if name.endswith("reading"))
        return own or any(_recorded(part) for part in value.values())
    return isinstance(value, list) and any(map(_recorded, value))


def _items(values):
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def _values(value, name):
    """What the items of a list hold; lists of old blocks have no items around their values."""
    return [
        item["value"] if isinstance(item, dict) and item.keys() >= {"type", "value"} else item
        for item in value.get(name) or []
    ]


def _lines(text):
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _options_into(question):
    options = question.options
    texts = [{"text": o.text, "correct": o.correct, "reading": None} for o in options]
    return {"options": _items(texts)}


def _options_from(value):
    options = _values(value, "options")
    return {"options": tuple(Option(o.get("text") or "", bool(o.get("correct"))) for o in options)}


def _pictures_from(value):
    options = _values(value, "options")
    return {
        "options": tuple(
            Option(o.get("description") or "", bool(o.get("correct"))) for o in options
        )
    }


def _number_into(question):
    value, tolerance = f"{question.value:f}", f"{question.tolerance:f}"
    return {"value": value, "tolerance": tolerance, "unit": question.unit}


def _number_from(value):
    return {
        "value": Decimal(str(value.get("value") or 0)),
        "tolerance": Decimal(str(value.get("tolerance") or 0)),
        "unit": value.get("unit") or "",
    }


def _matching_into(question):
    pairs = [
        {"text": pair.text, "target": pair.target, "reading": None, "target_reading": None}
        for pair in question.pairs
    ]
    return {"pairs": _items(pairs), "others": _items(question.distractors)}


def _matching_from(value):
    pairs = _values(value, "pairs")
    return {
        "pairs": tuple(Pair(pair.get("text") or "", pair.get("target") or "") for pair in pairs),
        "distractors": tuple(filter(None, _values(value, "others"))),
    }


def _ordering_into(question):
    return {"items": _items({"text": o.text, "reading": None} for o in question.options)}


def _ordering_from(value):
    texts = [item.get("text") or "" for item in _values(value, "items")]
    return {"options": tuple(Option(text, True) for text in texts)}


def _gaps_into(question):
    sentence, gaps = "", []
    for piece in question.pieces:
        if isinstance(piece, Gap):
            gaps.append({"accepted": "\n".join(piece.accepted), "wrong": "\n".join(piece.wrong)})
            sentence += f"[{len(gaps)}]"
        else:
            sentence += piece
    return {"sentence": sentence, "gaps": _items(gaps)}


def _gaps_from(value):
    gaps = [
        Gap(_lines(gap.get("accepted")), _lines(gap.get("wrong"))) for gap in _values(value, "gaps")
    ]
    pieces = []
    for place, piece in enumerate(NUMBER.split(value.get("sentence") or "")):
        known = place % 2 and 0 < int(piece) <= len(gaps)
        if known:
            pieces.append(gaps[int(piece) - 1])
        elif piece:
            pieces.append(f"[{piece}]" if place % 2 else piece)
    return {"pieces": tuple(pieces)}


INTO_BLOCKS = {
    "single": _options_into,
    "several": _options_into,
    "truefalse": lambda question: {"correct": question.correct},
    "number": _number_into,
    "short": lambda question: {"accepted": "\n".join(question.accepted)},
    "matching": _matching_into,
    "ordering": _ordering_into,
    "gaps": _gaps_into,
    "open": lambda question: {"model": question.model},
    "upload": lambda question: {"accepts": list(question.accepts)},
}
FROM_BLOCKS = {
    "single": _options_from,
    "several": _options_from,
    "picture": _pictures_from,
    "truefalse": lambda value: {"correct": bool(value.get("correct"))},
    "number": _number_from,
    "short": lambda value: {"accepted": _lines(value.get("accepted"))},
    "matching": _matching_from,
    "ordering": _ordering_from,
    "gaps": _gaps_from,
    "open": lambda value: {"model": value.get("model") or ""},
    "upload": lambda value: {"accepts": tuple(sorted(value.get("accepts") or []))},
}
