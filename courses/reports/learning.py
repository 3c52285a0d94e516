"""What a learner sees of her course: where she stands, and what became of her answers."""

from itertools import groupby

from courses.choices import ActivityKind
from courses.models import EditionActivity
from courses.reports.paths import locks_of

DONE, NOW, STUCK, LOCKED, OPEN = "done", "now", "stuck", "locked", "open"


class Outline:
    """The activities of her course in order. Each step gets its ``state`` and its ``lock``, the reason why it is closed.

    ``next`` is where to go on; ``waiting`` is what comes next where nothing is open, ``None`` where it is not that.
    """

    def __init__(self, steps, locks=None):
        self.steps = list(steps)
        for step in self.steps:
            step.lock = (locks or {}).get(step.key)
        self.required = [step for step in self.steps if step.required]
        self.done = [step for step in self.required if step.done]
        self.left = [step for step in self.required if not step.done]
        to_do = [step for step in self.steps if not step.done and not is_stuck(step)]
        # An optional lesson that was passed over comes after everything that counts.
        self.next = _first([step for step in to_do if not step.lock])
        self.waiting = None if self.next else _first([step for step in to_do if step.lock])
        for step in self.steps:
            step.state = self._state(step)

    @classmethod
    def of(cls, enrolment):
        steps = list(EditionActivity.objects.in_outline(enrolment))
        return cls(steps, locks_of(enrolment, steps))

    @property
    def undone(self):
        return [step for step in self.steps if not step.done]

    @property
    def percent(self):
        """Of what is required, rounded down: 100 is said when all is done, and not before."""
        return 100 * len(self.done) // len(self.required) if self.required else 0

    @property
    def minutes_left(self):
        return sum(step.minutes for step in self.left)

    @property
    def hours_left(self):
        return (self.minutes_left + 30) // 60

    @property
    def modules(self):
        """Each module with its steps."""
        return [
            (module, list(steps))
            for module, steps in groupby(self.steps, key=lambda step: step.module)
        ]

    def step(self, key):
        return next((step for step in self.steps if step.key == key), None)

    def module_of(self, step):
        return [other for other in self.steps if other.module_id == step.module_id]

    def before(self, step):
        return next((s for s in reversed(self.steps) if s.position < step.position), None)

    def after(self, step):
        return next((s for s in self.steps if s.position > step.position), None)

    def place(self, step):
        """Which lesson, or which quiz, of how many it is."""
        alike = [other for other in self.steps if other.kind == step.kind]
        return {"number": alike.index(step) + 1, "total": len(alike)}

    def _state(self, step):
        if step.done:
            return DONE
        if is_stuck(step):
            return STUCK
        if step.lock:
            return LOCKED
        return NOW if step is self.next else OPEN


def given_to(enrolment):
    """Activity key → completion, of those that somebody else says are done."""
    given = enrolment.completions.exclude(given_by=None).select_related("given_by")
    return {row.activity_key: row for row in given}


def _first(steps):
    return min(steps, key=lambda step: not step.required, default=None)


def is_stuck(step):
    """A quiz that was not passed and may not be tried again."""
    return (
        step.kind == ActivityKind.QUIZ
        and not step.done
        and bool(step.tries)
        and step.tries_used >= step.tries + step.more_tries
    )
