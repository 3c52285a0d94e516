"""Where a cooperative stands on the ladder of its programme."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from mentoring import ladder
from mentoring.models import Engagement, StageGate, StagePassage
from mentoring.querysets.reach import cooperatives_of

PASSED, CURRENT, LATER = "passed", "current", "later"
MOST = 5


class Rung(NamedTuple):
    """A stage: passed, the one it is at, or later. ``passage`` is its latest, ``pieces`` what shows it."""

    gate: StageGate
    state: str
    passage: StagePassage | None
    pieces: list

    @property
    def is_waiting(self):
        return bool(self.passage) and self.passage.status == StagePassage.Status.ASKED

    @property
    def is_returned(self):
        return bool(self.passage) and self.passage.status == StagePassage.Status.RETURNED

    @property
    def missing(self):
        return [piece for piece in self.pieces if not piece.met]


class Short(NamedTuple):
    """Stage 2 of 5, in one line."""

    cooperative: object
    gate: StageGate | None
    passed: int
    total: int


def programme_of(cooperative):
    """The programme with stages that it takes part in, the newest that is not closed before all. None: there is none."""
    rows = _on_a_ladder().filter(cooperative=cooperative).select_related("programme")
    open_first = F("closed_on").desc(nulls_first=True)
    engagement = rows.order_by(open_first, "-starts_on", "pk").first()
    return engagement and engagement.programme


def standing(cooperative, programme):
    """The stages from the first, in a fixed number of queries."""
    gates = StageGate.objects.of_programme(programme)
    latest = {}
    rows = StagePassage.objects.filter(cooperative=cooperative, gate__programme=programme)
    for passage in rows.select_related("mentor", "decided_by").order_by("asked_at"):
        latest[passage.gate_id] = passage
    records, rungs, open_ = ladder.Records(cooperative, programme), [], True
    for gate in gates:
        passage = latest.get(gate.pk)
        if passage and passage.status == StagePassage.Status.PASSED:
            rungs.append(Rung(gate, PASSED, passage, ladder.frozen_pieces(passage.shown)))
            continue
        state = CURRENT if open_ else LATER
        rungs.append(Rung(gate, state, passage, ladder.pieces(records, gate)))
        open_ = False
    return rungs


def in_short(person):
    """One line for each cooperative of a member that is on a ladder, in a fixed number of queries."""
    engagements = list(
        _on_a_ladder()
        .open()
        .filter(cooperative__in=cooperatives_of(person))
        .select_related("cooperative")
        .order_by("-starts_on", "pk")[:MOST]
    )
    if not engagements:
        return []
    gates = {}
    for gate in StageGate.objects.filter(programme__in={one.programme_id for one in engagements}):
        gates.setdefault(gate.programme_id, []).append(gate)
    passed = StagePassage.objects.passed().filter(
        cooperative__in={one.cooperative_id for one in engagements}
    )
    done = set(passed.values_list("cooperative", "gate"))
    return [_short(one, gates[one.programme_id], done) for one in engagements]


def waiting_for(user):
    """Passages that somebody who manages the country is to decide on; her own questions are another's."""
    rows = StagePassage.objects.waiting().for_list().exclude(mentor=user).order_by("asked_at")
    if user.is_administrator:
        return rows
    countries = user.managed_countries
    return rows.filter(cooperative__country__in=countries) if countries else rows.none()


def _on_a_ladder():
    gates = StageGate.objects.filter(programme=OuterRef("programme"))
    return Engagement.objects.filter(Exists(gates))


def _short(engagement, gates, done):
    left = [gate for gate in gates if (engagement.cooperative_id, gate.pk) not in done]
    passed = len(gates) - len(left)
    return Short(engagement.cooperative, left[0] if left else None, passed, len(gates))
