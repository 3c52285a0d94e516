"""What is right and what it earns, shaped as in ``courses.models.EditionActivity``."""

from .asking import lines
from .ids import made_from, truth_id


def key(blocks):
    """The key of a question from its blocks in all languages, ``{language: block}``, the source's first."""
    block = next(iter(blocks.values()))
    kind = block.block_type
    marks = str(block.value["marks"] or 1)
    return {"kind": kind, "marks": marks, **OWN.get(kind, lambda blocks, block: {})(blocks, block)}


def _choice(blocks, block):
    options = block.value["options"].bound_blocks
    return {"correct": [str(option.id) for option in options if option.value["correct"]]}


def _several(blocks, block):
    options = [str(option.id) for option in block.value["options"].bound_blocks]
    return {**_choice(blocks, block), "options": options}


def _truth(blocks, block):
    return {"correct": [truth_id(block.id, block.value["correct"])]}


def _number(blocks, block):
    number, tolerance = block.value["value"], block.value["tolerance"]
    return {"value": "" if number is None else str(number), "tolerance": str(tolerance or 0)}


def _short(blocks, block):
    return {"accepted": _in_all_languages(block.value["accepted"] for block in blocks.values())}


def _in_all_languages(texts):
    """Each accepted line once, the source's first."""
    return list(dict.fromkeys(line for text in texts for line in lines(text)))


def _matching(blocks, block):
    pairs = block.value["pairs"].bound_blocks
    return {"pairs": {made_from(pair.id, "pair"): made_from(pair.id, "target") for pair in pairs}}


def _ordering(blocks, block):
    return {"order": [str(item.id) for item in block.value["items"].bound_blocks]}


def _gaps(blocks, block):
    written = {}
    for one in blocks.values():
        for item in one.value["gaps"].bound_blocks:
            written.setdefault(item.id, []).append(item.value["accepted"])
    return {
        "gaps": {
            made_from(item.id, "gap"): _gap(item, written[item.id])
            for item in block.value["gaps"].bound_blocks
        }
    }


def _gap(item, accepted):
    if lines(item.value["wrong"]):
        right = lines(item.value["accepted"])
        return {"correct": made_from(item.id, "option/0") if right else ""}
    return {"accepted": _in_all_languages(accepted)}


def _open(blocks, block):
    models = {language: block.value["model"] for language, block in blocks.items()}
    written = {language: model for language, model in models.items() if model}
    return {"model": written} if written else {}


OWN = {
    "single": _choice,
    "several": _several,
    "picture": _choice,
    "truefalse": _truth,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _open,
}
