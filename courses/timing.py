"""Whether something came in time: plain functions of plain values."""

from datetime import timedelta

SENT_AT_ONCE = timedelta(minutes=2)
"""What arrives within this time of being done on the device was not kept waiting there."""


def in_time(*, started_at, at, now, ends_at, limit, grace):
    """Whether answers came before a time limit was over, with some grace for the network.

    What was sent at once is judged by our clock. What waited on a device without a network is judged by the clock of
    that device, which ran along when it started: a wrong clock does no harm. Without a limit all is in time.
    """
    if ends_at is None:
        return True
    if now - at <= SENT_AT_ONCE:
        return now <= ends_at + grace
    return at - started_at <= limit + grace


def merged(draft, answers, at):
    """A draft ``{question: {"answer", "at"}}`` with answers given at a moment: for each question the latest stays."""
    told = at.isoformat()
    newer = {
        question: {"answer": answer, "at": told}
        for question, answer in answers.items()
        if question not in draft or _is_later(at, draft[question]["at"])
    }
    return {**draft, **newer}


def _is_later(at, told):
    return at >= at.fromisoformat(told)
