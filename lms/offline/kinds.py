"""The register of event kinds. An app fills it from its ``events`` when it is ready; this app knows none of them."""

from typing import NamedTuple


class Kind(NamedTuple):
    name: str
    form: type
    handle: callable
    private: bool
    anonymous: bool = False


KINDS = {}


def kind(name, form, *, private=False, anonymous=False):
    """Register ``handle(data, *, by, event) -> dict`` for a kind of event.

    ``form`` is a Django form that cleans the payload, the same for a web page and for a phone. ``handle`` writes the
    records and returns what the reply should carry (ids as text); a RuleError refuses the event, with its reason.
    ``private`` marks kinds whose payload only its author may ever read. Of an ``anonymous`` kind nothing that was said
    is kept beside her name: no payload, not even of a refused event, no result, and a digest of its id and kind alone.
    """

    def register(handle):
        KINDS[name] = Kind(name, form, handle, private or anonymous, anonymous)
        return handle

    return register
