"""What a move to another edition changes for one learner: plain functions of plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Of what counts, how much is done before and after; ``fresh``: keys that are new to her; ``lost``: done and gone."""

    done: int
    required: int
    done_after: int
    required_after: int
    fresh: frozenset
    lost: frozenset

    @property
    def percent(self):
        return percent(self.done, self.required)

    @property
    def percent_after(self):
        return percent(self.done_after, self.required_after)

    @property
    def completes(self):
        """All that the new edition asks is done already."""
        return bool(self.required_after) and self.done_after == self.required_after


def percent(done, required):
    """A share rounded down, so that 100 is said only when all is done."""
    return 100 * done // required if required else 0


def change(done, before, after):
    """``done``: keys of what is done; ``before`` and ``after``: ``{key: required}`` of the two editions."""
    required, required_after = _required(before), _required(after)
    return Change(
        done=len(required & done),
        required=len(required),
        done_after=len(required_after & done),
        required_after=len(required_after),
        fresh=frozenset(required_after - done - before.keys()),
        lost=frozenset((before.keys() & done) - after.keys()),
    )


def _required(activities):
    return {key for key, required in activities.items() if required}
