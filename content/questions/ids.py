"""The ids that answers are recorded under: the same in all languages, new in a copy.

What belongs together must not show in the ids that learners get: those of pairs and gaps are made one way from the
ids of list items, which are never printed.
"""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5


def made_from(identifier, part):
    return str(uuid5(NAMESPACE_URL, f"{identifier}/{part}"))


def truth_id(question_id, truth):
    """The option id of "true" or "false": made from the question's, so it is the same in all languages."""
    return made_from(question_id, bool(truth))


def is_id(text):
    try:
        return str(UUID(text)) == text
    except (TypeError, ValueError):
        return False


def stored_in(raw):
    """The stored ids of a raw block and of all list items in it, None where there is none."""
    if isinstance(raw, list):
        return [identifier for item in raw for identifier in stored_in(item)]
    if not isinstance(raw, dict):
        return []
    own = [raw.get("id")] if {"type", "value"} <= raw.keys() else []
    return own + [found for value in raw.values() for found in stored_in(value)]


def with_new_ids(raw):
    """The same raw blocks under new ids, at every level."""
    if isinstance(raw, list):
        return [with_new_ids(block) for block in raw]
    if isinstance(raw, dict):
        block = {name: with_new_ids(value) for name, value in raw.items()}
        return block | {"id": str(uuid4())} if {"type", "id"} <= raw.keys() else block
    return raw
