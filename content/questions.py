"""Question blocks as plain values: what the learner is asked, apart from what would be right."""

from uuid import NAMESPACE_URL, uuid4, uuid5

from django.utils.translation import gettext as _

CHOICES = ("single", "several")
KINDS = (*CHOICES, "truefalse", "number")


def asked(block):
    """The question as the learner gets it, shaped as in ``courses.models.ActivityText``."""
    value = block.value
    return {
        "id": str(block.id),
        "kind": block.block_type,
        "text": value["text"],
        "options": _options(block),
        "unit": value.get("unit", ""),
    }


def key(block):
    """What is right and what it earns, shaped as in ``courses.models.EditionActivity``."""
    value = block.value
    answer = {"kind": block.block_type, "marks": str(value["marks"] or 1)}
    if block.block_type == "number":
        number, tolerance = value["value"], value["tolerance"]
        answer["value"] = "" if number is None else str(number)
        answer["tolerance"] = str(tolerance or 0)
    elif block.block_type == "truefalse":
        answer["correct"] = [truth_id(block.id, value["correct"])]
    else:
        answer["correct"] = [
            str(option.id) for option in value["options"].bound_blocks if option.value["correct"]
        ]
    if block.block_type == "several":
        answer["options"] = [str(option.id) for option in value["options"].bound_blocks]
    return answer


def feedback(block):
    return block.value["feedback"]


def truth_id(question_id, truth):
    """The option id of "true" or "false": made from the question's, so it is the same in all languages."""
    return str(uuid5(NAMESPACE_URL, f"{question_id}/{bool(truth)}"))


def _options(block):
    if block.block_type == "truefalse":
        return [
            {"id": truth_id(block.id, True), "text": _("True")},
            {"id": truth_id(block.id, False), "text": _("False")},
        ]
    if block.block_type == "number":
        return []
    return [
        {"id": str(option.id), "text": option.value["text"]}
        for option in block.value["options"].bound_blocks
    ]


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


def with_new_ids(raw):
    """The same raw blocks under new ids, at every level."""
    if isinstance(raw, list):
        return [with_new_ids(block) for block in raw]
    if isinstance(raw, dict):
        block = {name: with_new_ids(value) for name, value in raw.items()}
        return block | {"id": str(uuid4())} if {"type", "id"} <= raw.keys() else block
    return raw
