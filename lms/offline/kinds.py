"""The register of event kinds. An app fills it from its ``events`` when it is ready; this app knows none of them."""

from typing import NamedTuple


class Kind(NamedTuple):
    name: str
    form: type
    handle: callable
    private: bool


KINDS = {}


def kind(name, form, *, private=False):
    """Register ``handle(data, *, by, event) -> dict`` for a kind of event.

    ``form`` is a Django form that cleans the payload, the same for a web page and for a phone. ``handle`` writes the
    records and returns what the reply should carry (ids as text); a RuleError refuses the event, with its reason.
    ``private`` marks kinds whose payload only its author may ever read.
    """

    def register(handle):
        KINDS[name] = Kind(name, form, handle, private)
        return handle

    return register
