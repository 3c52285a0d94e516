"""What the lists that pages keep as JSON may hold when they come from outside: what the editor lets one choose."""

from uuid import UUID

from content.models.choosing import WAVES, WAYS_TO_HAND_IN

MOST_KEYS = 200


def are_keys(values):
    """Translation keys of pages, as texts."""
    return len(values) <= MOST_KEYS and all(map(is_key, values))


def is_key(text):
    try:
        return str(UUID(text)) == text
    except (TypeError, ValueError, AttributeError):
        return False


def _some_of(choices, kind):
    """Some of the values that can be chosen, each once."""
    known = dict(choices)

    def are_known(values):
        whole = all(type(value) is kind and value in known for value in values)
        return whole and len(values) == len(set(values))

    return are_known


FITS = {
    "accepts": _some_of(WAYS_TO_HAND_IN, str),
    "waves": _some_of(WAVES, int),
    "requires": are_keys,
}
"""For each such field whether a list is one of its."""
