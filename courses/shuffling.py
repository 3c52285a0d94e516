"""The order in which a learner sees the options of a quiz: her own, new at each try, and the same on every reload."""

from hashlib import sha256

# "True" before "false" is where people look for it.
KEPT_IN_ORDER = {"truefalse", "number"}


def shuffled(ids, seed):
    """The ids in an order that only the seed decides: not the order they came in, nor the language."""
    return sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())


def in_own_order(questions, *seed):
    """The questions, each with its options in the order for this seed."""
    return [_in_own_order(question, ":".join(map(str, seed))) for question in questions]


def _in_own_order(question, seed):
    if question["kind"] in KEPT_IN_ORDER:
        return question
    options = {option["id"]: option for option in question["options"]}
    ordered = shuffled(options, f"{seed}:{question['id']}")
    return {**question, "options": [options[one] for one in ordered]}
