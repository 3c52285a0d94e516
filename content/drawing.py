"""Which questions of a bank a draw can take: plain values."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from lms.core.folding import fold


@dataclass(frozen=True)
class Draw:
    """What is asked for. No tags or no difficulty: any."""

    bank: Hashable
    number: int
    tags: frozenset = frozenset()
    difficulty: int | None = None

    def takes(self, candidate):
        return (
            candidate.bank == self.bank
            and self.difficulty in (None, candidate.difficulty)
            and (not self.tags or bool(self.tags & candidate.tags))
        )


@dataclass(frozen=True)
class Candidate:
    key: Hashable
    bank: Hashable
    difficulty: int
    tags: frozenset = field(default_factory=frozenset)


def words(tags):
    """Tags as they are compared: without capitals, accents and vowel signs."""
    return frozenset(folded for tag in tags if (folded := fold(tag)))


def pools(draws, candidates):
    """For each draw the keys it can take, in the candidates' order. What one can take, no later one can."""
    free, found = list(candidates), []
    for draw in draws:
        found.append([candidate.key for candidate in free if draw.takes(candidate)])
        free = [candidate for candidate in free if not draw.takes(candidate)]
    return found
