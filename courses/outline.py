"""A course as it is handed over for printing: plain values, no page and no row behind them."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Text:
    """The words of an activity in one language; shapes as in ``ActivityText``."""

    language: str
    title: str
    parts: list
    questions: list = field(default_factory=list)
    feedback: dict = field(default_factory=dict)
    files: list = field(default_factory=list)

    @property
    def digest(self):
        return digest_of(asdict(self))


@dataclass(frozen=True)
class Activity:
    """A lesson or quiz; shapes of rules and answer_key as in ``EditionActivity``."""

    key: UUID
    kind: str
    titles: dict
    texts: list
    minutes: int = 0
    required: bool = True
    rules: dict = field(default_factory=dict)
    answer_key: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    key: UUID
    titles: dict
    activities: list


@dataclass(frozen=True)
class Course:
    """Everything an edition prints. ``languages``: those in which nothing is missing."""

    key: UUID
    code: str
    programme_key: UUID
    titles: dict
    source_language: str
    languages: list
    modules: list
    stage_titles: dict = field(default_factory=dict)

    @property
    def activities(self):
        return [activity for module in self.modules for activity in module.activities]

    @property
    def digest(self):
        return digest_of(asdict(self))


def digest_of(value):
    """SHA-256 of plain values, the same for the same content whatever the order of keys."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
