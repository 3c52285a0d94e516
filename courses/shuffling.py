"""The order in which a learner sees the options of a quiz: her own, new at each try, and the same on every reload."""

from hashlib import sha256

# "True" before "false", and faces from sad to glad, is where people look for them.
KEPT_IN_ORDER = {"truefalse", "faces"}


def shuffled(ids, seed):
    """The ids in an order that only the seed decides: not the order they came in, nor the language."""
    return sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())


def in_own_order(questions, *seed):
    """The questions, each with its options in the order for this seed."""
    return [_in_own_order(question, ":".join(map(str, seed))) for question in questions]


def _in_own_order(question, seed):
    if question["kind"] in KEPT_IN_ORDER or not question["options"]:
        return question
    seed = f"{seed}:{question['id']}"
    own = {**question, "options": _shuffled(question["options"], seed)}
    if question["kind"] == "ordering":
        own["options"] = _unlike(question["options"], own["options"])
    if question["kind"] == "matching":
        own["targets"] = _beside(own["options"], question, seed)
    if question["kind"] == "gaps":
        own["pieces"] = [_gap(piece, seed) for piece in question["pieces"]]
    return own


def _shuffled(things, seed):
    by_id = {thing["id"]: thing for thing in things}
    return [by_id[one] for one in shuffled(by_id, seed)]


def _unlike(right, things):
    """The things in another order than the right one, where there is another."""
    return [*things[1:], things[0]] if things == right else things


def _beside(options, question, seed):
    """The targets in an order of their own: never each beside the option that it was written for."""
    targets = question["targets"]
    written_for = dict(zip([option["id"] for option in question["options"]], targets, strict=False))
    beside = [written_for[option["id"]] for option in options if option["id"] in written_for]
    return _unlike(beside, _shuffled(targets, f"{seed}:targets"))


def _gap(piece, seed):
    if not piece.get("options"):
        return piece
    return {**piece, "options": shuffled(piece["options"], f"{seed}:{piece['gap']}")}
