"""The marking queue: what waits for a person, across all cohorts she runs, oldest first."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Value

from courses.models import Attempt, Submission

WORK, ANSWERS = "work", "answers"
KINDS = (WORK, ANSWERS)
SCREENS = {WORK: "teach:review", ANSWERS: "teach:mark_answers"}
COMMON = ("id", "handed_in_at", "kind")


class Waiting(NamedTuple):
    """One line of the queue: an attempt or a submission."""

    kind: str
    thing: Attempt | Submission

    @property
    def screen(self):
        """The name of the screen where it is marked."""
        return SCREENS[self.kind]


class Queue:
    """What waits for a marker, of one cohort or all, of one kind or both. Rows are read page by page."""

    def __init__(self, marker, *, cohort=None, kind=""):
        self.marker, self.cohort, self.kind = marker, cohort, kind

    def __len__(self):
        return sum(rows.count() for rows in self._parts())

    count = __len__

    def __getitem__(self, wanted):
        parts = [self._keys(rows, kind) for kind, rows in self._by_kind()]
        keys = parts[0].union(*parts[1:], all=True).order_by("handed_in_at", "id")
        return _read(list(keys[wanted]))

    def next(self, *, after=None):
        """The oldest of all, or the oldest of those that came in after a moment; None when nothing waits."""
        keys = []
        for kind, rows in self._by_kind():
            later = rows.filter(handed_in_at__gt=after) if after else rows
            keys += self._keys(later, kind).order_by("handed_in_at", "id")[:1]
        first = sorted(keys, key=lambda key: (key[1], str(key[0])))[:1]
        return next(iter(_read(first)), None)

    def _by_kind(self):
        return [(kind, rows) for kind, rows in zip(self._kinds(), self._parts(), strict=True)]

    def _kinds(self):
        return [self.kind] if self.kind in KINDS else list(KINDS)

    def _parts(self):
        for kind in self._kinds():
            model = Submission if kind == WORK else Attempt
            rows = model.objects.to_mark_by(self.marker)
            yield rows.filter(enrolment__cohort=self.cohort) if self.cohort else rows

    @staticmethod
    def _keys(rows, kind):
        return rows.order_by().annotate(kind=Value(kind)).values_list(*COMMON)


def _read(keys):
    """The lines with all that is shown of them, in the order of the keys."""
    found = {}
    for kind, model in ((WORK, Submission), (ANSWERS, Attempt)):
        ids = [pk for pk, _at, of_kind in keys if of_kind == kind]
        if ids:
            rows = _with_names(model.objects.filter(pk__in=ids))
            found |= {row.pk: Waiting(kind, row) for row in rows}
    return [found[pk if isinstance(pk, UUID) else UUID(pk)] for pk, _at, _kind in keys]


def _with_names(rows):
    rows = rows.select_related("activity", "enrolment__learner", "enrolment__cohort")
    return rows.with_due_day().defer("activity__answer_key")
