"""What the learner is asked, apart from what would be right. Shaped as in ``courses.models.ActivityText``."""

import re

from django.utils.translation import gettext as _

from courses.choices import QuestionKind

from .ids import made_from, truth_id

KINDS = frozenset(QuestionKind.values)
GAP = re.compile(r"\[\s*(\d{1,2})\s*\]")


def asked(block, printer):
    """The question of a block as the learner gets it. ``printer`` gives the addresses of recordings and pictures."""
    value = block.value
    question = {
        "id": str(block.id),
        "kind": block.block_type,
        "text": value["text"],
        "options": [],
        "unit": value.get("unit", ""),
    }
    if value.get("hint"):
        question["hint"] = value["hint"]
    own = OWN.get(block.block_type, lambda block, printer: {})
    return question | printer.spoken(value["reading"]) | own(block, printer)


def feedback(block):
    return block.value.get("feedback", "")


def ids_in(question):
    """The ids of a printed question and of all that can be chosen or filled in it."""
    choices = [*question["options"], *question.get("targets", [])]
    gaps = [piece["gap"] for piece in question.get("pieces", []) if "gap" in piece]
    return [question["id"], *(choice["id"] for choice in choices), *gaps]


def lines(text):
    """What was written one a line."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def in_order_of(texts, source):
    """A translation's questions and options in the order of the source's, matched by id."""
    translated = {question["id"]: question for question in texts}
    return [
        translated[question["id"]]
        | {"options": _sorted_like(translated[question["id"]]["options"], question["options"])}
        for question in source
        if question["id"] in translated
    ]


def _sorted_like(options, source):
    place = {option["id"]: number for number, option in enumerate(source)}
    return sorted(options, key=lambda option: place.get(option["id"], len(place)))


def _choices(block, printer):
    return {
        "options": [
            {"id": str(option.id), "text": option.value["text"]}
            | printer.spoken(option.value["reading"])
            for option in block.value["options"].bound_blocks
        ]
    }


def _truth(block, printer):
    return {
        "options": [
            {"id": truth_id(block.id, True), "text": _("True")},
            {"id": truth_id(block.id, False), "text": _("False")},
        ]
    }


def _pictures(block, printer):
    return {
        "options": [
            {
                "id": str(option.id),
                "text": option.value["description"],
                "image": printer.image_of_option(option.value),
            }
            | printer.spoken(option.value["reading"])
            for option in block.value["options"].bound_blocks
        ]
    }


def _matching(block, printer):
    pairs = block.value["pairs"].bound_blocks
    targets = [
        {"id": made_from(pair.id, "target"), "text": pair.value["target"]}
        | printer.spoken(pair.value["target_reading"])
        for pair in pairs
    ]
    others = [
        {"id": made_from(other.id, "target"), "text": other.value}
        for other in block.value["others"].bound_blocks
    ]
    return {
        "options": [
            {"id": made_from(pair.id, "pair"), "text": pair.value["text"]}
            | printer.spoken(pair.value["reading"])
            for pair in pairs
        ],
        "targets": _by_id([*targets, *others]),
    }


def _ordering(block, printer):
    return {
        "options": _by_id(
            {"id": str(item.id), "text": item.value["text"]} | printer.spoken(item.value["reading"])
            for item in block.value["items"].bound_blocks
        )
    }


def _gaps(block, printer):
    gaps = [_gap(item) for item in block.value["gaps"].bound_blocks]
    pieces = []
    for place, piece in enumerate(GAP.split(block.value["sentence"])):
        if place % 2 == 0:
            pieces += [{"text": piece}] if piece else []
        elif 0 < int(piece) <= len(gaps):
            gap_id, options = gaps[int(piece) - 1]
            pieces.append({"gap": gap_id, "options": [option["id"] for option in options]})
        else:
            pieces.append({"text": f"[{piece}]"})
    return {"options": [option for _gap, options in gaps for option in options], "pieces": pieces}


def _gap(item):
    """The printed id of a gap and what can be chosen in it; nothing where the word is typed."""
    accepted, wrong = lines(item.value["accepted"]), lines(item.value["wrong"])
    texts = [*accepted[:1], *wrong] if wrong else []
    options = [
        {"id": made_from(item.id, f"option/{place}"), "text": text}
        for place, text in enumerate(texts)
    ]
    return made_from(item.id, "gap"), _by_id(options)


def _by_id(options):
    """In an order that says nothing about which is right."""
    return sorted(options, key=lambda option: option["id"])


def _faces(block, printer):
    """From sad to glad, the same ids in all languages."""
    texts = [_("very bad"), _("bad"), _("so-so"), _("good"), _("very good")]
    return {
        "options": [
            {"id": made_from(block.id, f"face/{place}"), "text": text}
            for place, text in enumerate(texts, 1)
        ]
    }


def _upload(block, printer):
    return {"accepts": sorted(block.value["accepts"])}


OWN = {
    "single": _choices,
    "several": _choices,
    "truefalse": _truth,
    "picture": _pictures,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "upload": _upload,
    "faces": _faces,
}
