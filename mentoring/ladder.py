"""What the records show for a stage by themselves: one kind of evidence after the other.

``Records`` reads all that the kinds need, in a fixed number of queries. A kind turns it into a fact: plain values that can
be frozen, or None where nothing shows it. ``Piece.says`` puts a fact into words in the reader's language.
"""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.models.editions import in_reader_language
from lms.people.choices import Office
from lms.people.models import OfficeHolding
from mentoring.choices import Moment
from mentoring.models import Assembly, CoachingSession, Diagnostic, GateEvidence
from mentoring.querysets.reach import roster

YEAR = dt.timedelta(days=365)
DOCUMENT = "document"
LEAST = 5
"""How many, where a piece of evidence that counts does not say."""


class Kind(NamedTuple):
    """``fact(records, piece)`` gives plain values or None; ``say(fact)`` a sentence; ``to_do`` says how it is put right,
    and ``room`` names the address for that, which takes the cooperative's id: empty where there is none.
    """

    label: str
    fact: callable
    say: callable
    to_do: str
    room: str
    counts: bool = False


KINDS = {}


def kind(code, label, *, to_do, room, say, counts=False):
    """Register how a kind of evidence is looked up. ``counts`` marks those that ask for a number: ``least``."""

    def register(fact):
        KINDS[code] = Kind(label, fact, say, to_do, room, counts)
        return fact

    return register


class Records:
    """What a cooperative's records hold today, and what was given by hand for the gates of a programme."""

    def __init__(self, cooperative, programme):
        today = timezone.localdate()
        self.cooperative = cooperative
        self.named = (
            roster(cooperative, today)
            .exclude(person__sex="")
            .exclude(person__birth_year=None)
            .count()
        )
        done = Diagnostic.objects.done().filter(cooperative=cooperative).order_by("held_on")
        diagnostics = list(done)
        self.baseline = _last(diagnostics, Moment.BASELINE)
        self.endline = _last(diagnostics, Moment.END)
        self.minutes_of = (
            Assembly.objects.filter(
                cooperative=cooperative, held_on__gte=today - YEAR, minutes__isnull=False
            )
            .order_by("-held_on")
            .values_list("held_on", flat=True)
            .first()
        )
        held = OfficeHolding.objects.current().filter(membership__cooperative=cooperative)
        self.offices = set(held.values_list("office", flat=True))
        self.confirmed = (
            CoachingSession.objects.delivered()
            .confirmed()
            .filter(engagement__cooperative=cooperative, engagement__programme=programme)
            .count()
        )
        given = GateEvidence.objects.filter(cooperative=cooperative, gate__programme=programme)
        self.given = {}
        for evidence in given.select_related("given_by"):
            self.given.setdefault((evidence.gate_id, evidence.code), []).append(evidence)


def _last(diagnostics, moment):
    of_moment = [one for one in diagnostics if one.moment == moment]
    return of_moment[-1] if of_moment else None


def fact_of(records, gate, piece):
    """What shows a piece of evidence of a gate today, as plain values; None where nothing does."""
    if piece["kind"] == DOCUMENT:
        given = records.given.get((gate.pk, piece["code"]), [])
        return given and {"day": _day(given[-1].given_at), "number": len(given)} or None
    return KINDS[piece["kind"]].fact(records, piece)


def _day(moment):
    return timezone.localtime(moment).date().isoformat()


def _in_words(day):
    return date_format(parse_date(day), "DATE_FORMAT")


def _on_day(fact):
    return _("On %(day)s") % {"day": _in_words(fact["day"])}


@kind(
    "roster",
    gettext_lazy("Members with sex and year of birth"),
    to_do=gettext_lazy("Complete the list of members: sex and year of birth."),
    room="",
    say=lambda fact: ngettext("%(number)s member", "%(number)s members", fact["number"]) % fact,
    counts=True,
)
def named_members(records, piece):
    return {"number": records.named} if records.named >= piece.get("least", LEAST) else None


@kind(
    "baseline",
    gettext_lazy("First diagnostic finished"),
    to_do=gettext_lazy("Do the first diagnostic together, to its end."),
    room="mentoring:diagnostics",
    say=_on_day,
)
def baseline(records, piece):
    return records.baseline and {"day": records.baseline.held_on.isoformat()}


@kind(
    "registered",
    gettext_lazy("Number in the register"),
    to_do=gettext_lazy("When you have the number of the register, tell the programme manager."),
    room="",
    say=lambda fact: fact["words"],
)
def register_number(records, piece):
    number = records.cooperative.register_number
    return {"words": number} if number else None


@kind(
    "assembly_minutes",
    gettext_lazy("Minutes of an assembly, twelve months back"),
    to_do=gettext_lazy("Write the last assembly down, and put its minutes on file."),
    room="mentoring:assemblies",
    say=_on_day,
)
def assembly_minutes(records, piece):
    return records.minutes_of and {"day": records.minutes_of.isoformat()}


@kind(
    "offices",
    gettext_lazy("Chair and treasurer hold their offices"),
    to_do=gettext_lazy("Write down the assembly that elected chair and treasurer."),
    room="mentoring:assemblies",
    say=lambda fact: _("Both offices are held"),
)
def offices(records, piece):
    return {"held": True} if {Office.CHAIR, Office.TREASURER} <= records.offices else None


@kind(
    "endline_same_version",
    gettext_lazy("Last diagnostic, with the tool of the first"),
    to_do=gettext_lazy("Do the last diagnostic with the same version of the tool as the first."),
    room="mentoring:diagnostics",
    say=_on_day,
)
def endline(records, piece):
    first, last = records.baseline, records.endline
    same = first and last and first.tool_id == last.tool_id
    return {"day": last.held_on.isoformat()} if same else None


@kind(
    "sessions_confirmed",
    gettext_lazy("Sessions confirmed by the members"),
    to_do=gettext_lazy("Let the members confirm the sessions that were held."),
    room="",
    say=lambda fact: (
        ngettext("%(number)s session confirmed", "%(number)s sessions confirmed", fact["number"])
        % fact
    ),
    counts=True,
)
def sessions_confirmed(records, piece):
    enough = records.confirmed >= piece.get("least", LEAST)
    return {"number": records.confirmed} if enough else None


@kind(
    DOCUMENT,
    gettext_lazy("Shown by hand: words, a photo or a document"),
    to_do=gettext_lazy("Write what shows it, or add a photo or a document."),
    room="",
    say=lambda fact: _("Given on %(day)s") % {"day": _in_words(fact["day"])},
)
def document(records, piece):
    """Looked up by gate in ``fact_of``."""


class Piece(NamedTuple):
    """A piece of evidence as it stands: ``fact`` is None where it is missing."""

    code: str
    kind: str
    title: dict
    fact: dict | None
    given: list

    @property
    def met(self):
        return self.fact is not None

    @property
    def words(self):
        return in_reader_language(self.title)

    @property
    def says(self):
        """What shows it, in words."""
        return KINDS[self.kind].say(self.fact) if self.met else ""

    @property
    def to_do(self):
        return KINDS[self.kind].to_do

    @property
    def room(self):
        return KINDS[self.kind].room

    @property
    def by_hand(self):
        return self.kind == DOCUMENT

    def frozen(self):
        return {"code": self.code, "kind": self.kind, "title": self.title, "fact": self.fact}


def frozen_pieces(shown):
    """What stood there on the day of the decision, as ``Piece.frozen`` kept it."""
    return [Piece(**one, given=[]) for one in shown]


def pieces(records, gate):
    """All that a gate asks for, each as it stands today."""
    return [
        Piece(
            piece["code"],
            piece["kind"],
            piece["title"],
            fact_of(records, gate, piece),
            records.given.get((gate.pk, piece["code"]), []),
        )
        for piece in gate.evidence
    ]
