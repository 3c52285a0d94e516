"""Reads the log from its beginning and says what is not as it was written."""

from . import chain, evidence
from .models import CredentialEvent, LogCheckpoint, LogHead

AT_ONCE = 1000


def faults():
    """Each fault in one English line, for operators and auditors; nothing where all is well."""
    yield from _broken_events()
    yield from _broken_days()


def _broken_events():
    before, position = chain.BEGINNING, 0
    events = CredentialEvent.objects.select_related("credential").order_by("position")
    for event in events.iterator(chunk_size=AT_ONCE):
        position += 1
        if event.position != position:
            yield f"Event {position} is missing: the next one is {event.position}."
            position = event.position
        elif event.prev_hash != before:
            yield f"Event {position} does not follow the one before."
        if event.hash != chain.hash_of(event.facts()):
            yield f"Event {position} ({event.credential.serial}, {event.kind}) was changed."
        if event.kind == "issued" and _was_reprinted(event.credential):
            yield f"What is printed on {event.credential.serial} was changed."
        before = event.hash
    head = LogHead.objects.filter(pk=1).first()
    if head and (head.position, head.hash) != (position, before):
        yield f"The log ends at event {position}, and should end at {head.position}."


def _was_reprinted(credential):
    return evidence.digest_of(credential.payload) != credential.digest


def _broken_days():
    before, next_first = chain.BEGINNING, 1
    for closed in LogCheckpoint.objects.order_by("last"):
        events = CredentialEvent.objects.filter(position__range=(closed.first, closed.last))
        leaves = list(events.order_by("position").values_list("hash", flat=True))
        if closed.first != next_first or closed.before != before:
            yield f"The closed day {closed.day} does not follow the one before."
        if not leaves or chain.root(leaves) != closed.root:
            yield f"The events of {closed.day} are not those that were closed."
        if not closed.holds_its_files:
            yield f"The files of {closed.day} are not those that were closed."
        if not closed.is_signed:
            yield f"The signature of {closed.day} does not fit."
        before, next_first = closed.root, closed.last + 1
