"""A cooperative is diagnosed: its members are asked, they score, the group agrees, it is finished."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lms.core.errors import ReasonMissing
from lms.offline import intake
from lms.people.choices import Role
from mentoring.actions import diagnostics as doing
from mentoring.models import ConsensusReason, ConsensusScore, Diagnostic, ScoreInvitation
from tests.factories.diagnostics import (
    agreed,
    closed,
    diagnostic,
    finished,
    levels,
    members,
    mentor,
    newer_version,
    scored,
    tool,
)
from tests.factories.mentoring import EngagementFactory, member_of, mentor_of
from tests.factories.people import MembershipFactory, appointed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def tell(kind, payload, *, by, id=None):
    told = intake.Told(id or uuid.uuid4(), f"mentoring.{kind}", timezone.now(), payload)
    return intake.record(told, by=by)


def opened(cooperative, *, by, id=None, **facts):
    facts = {"moment": "baseline", "held_on": TODAY(), "tool": tool(), **facts}
    return doing.open_diagnostic(cooperative, id=id or uuid.uuid4(), by=by, **facts)


@pytest.fixture
def engagement():
    made = EngagementFactory(cooperative__country="MA")
    MembershipFactory.create_batch(3, cooperative=made.cooperative)
    return made


def test_all_members_of_today_are_asked_and_nobody_else(engagement):
    left = MembershipFactory(
        cooperative=engagement.cooperative,
        starts_on=dt.date(2020, 1, 1),
        ends_on=TODAY() - dt.timedelta(days=1),
    )
    MembershipFactory()

    shown = opened(engagement.cooperative, by=mentor_of(engagement))

    here = engagement.cooperative.memberships.exclude(pk=left.pk)
    assert {one.membership for one in shown.invitations.all()} == set(here)


def test_opening_twice_with_one_id_is_once(engagement):
    first, second = (
        opened(engagement.cooperative, by=mentor_of(engagement), id=uuid.UUID(int=7))
        for _time in range(2)
    )

    assert first == second
    assert ScoreInvitation.objects.count() == 3


def test_one_diagnostic_at_a_time(engagement):
    first = opened(engagement.cooperative, by=mentor_of(engagement))
    with pytest.raises(doing.DiagnosticUnderWay):
        opened(engagement.cooperative, by=mentor_of(engagement), moment="end")

    finished(first)

    assert opened(engagement.cooperative, by=mentor_of(engagement), moment="end").is_scoring


def test_what_cannot_be_opened_is_refused_in_words(engagement):
    by, retired = mentor_of(engagement), tool()
    current = newer_version()
    tomorrow = TODAY() + dt.timedelta(days=1)

    with pytest.raises(doing.ToolNotPublished):
        opened(engagement.cooperative, by=by, tool=retired)
    with pytest.raises(doing.DiagnosticInTheFuture):
        opened(engagement.cooperative, by=by, held_on=tomorrow, tool=current)
    empty = EngagementFactory()
    with pytest.raises(doing.NobodyToAsk):
        opened(empty.cooperative, by=mentor_of(empty), tool=current)
    assert not Diagnostic.objects.exists()


def test_a_mentor_or_the_manager_of_the_country_opens_it_and_nobody_else(engagement):
    cooperative = engagement.cooperative
    for stranger in [
        member_of(cooperative),
        mentor_of(EngagementFactory()),
        appointed(Role.MANAGER, "SN"),
        appointed(Role.TRAINER),
    ]:
        with pytest.raises(PermissionDenied):
            opened(cooperative, by=stranger)

    assert opened(cooperative, by=appointed(Role.MANAGER, "MA")).is_scoring


def test_closing_twice_is_once_and_takes_no_more_scores():
    shown = scored(diagnostic(), 1)
    for _time in range(2):
        closed(shown)
    late = members(shown)[1]

    with pytest.raises(doing.ScoringClosed):
        doing.give_scores(shown, late, levels(shown), by=late.person)

    shown.refresh_from_db()
    assert (shown.is_agreeing, shown.scores.count()) == (True, 1)


def test_the_group_agrees_axis_by_axis_and_the_last_word_counts():
    shown = closed(diagnostic())
    for level, reason in [(1, "Few came."), (3, "Nearly all came."), (3, "Nearly all came.")]:
        chosen = {"assemblies": level, "offices": 2}
        doing.agree_on_axis(shown, "governance", chosen, reason, by=mentor(shown))

    said = dict(ConsensusScore.objects.values_list("question", "level"))
    assert said == {"assemblies": 3, "offices": 2}
    assert ConsensusReason.objects.get().text == "Nearly all came."


@pytest.mark.parametrize(
    ("axis", "given"),
    [
        ("governance", {"assemblies": 3}),
        ("governance", {"assemblies": 3, "offices": 5}),
        ("governance", {"assemblies": 3, "offices": 2, "prices": 1}),
        ("governance", {"assemblies": 3, "customers": 2}),
        ("nothing", {"assemblies": 3, "offices": 2}),
    ],
)
def test_each_question_of_the_axis_has_one_level(axis, given):
    shown = closed(diagnostic())

    with pytest.raises(doing.LevelsDoNotFit):
        doing.agree_on_axis(shown, axis, given, "So it is.", by=mentor(shown))
    assert not ConsensusScore.objects.exists()


def test_there_is_no_level_without_a_reason():
    shown = closed(diagnostic())

    with pytest.raises(ReasonMissing):
        doing.agree_on_axis(
            shown, "governance", {"assemblies": 3, "offices": 2}, "  ", by=mentor(shown)
        )


def test_nothing_is_agreed_while_members_score():
    with pytest.raises(doing.NotAgreeing):
        agreed(diagnostic())


def test_it_is_finished_once_every_axis_is_agreed_and_twice_is_once():
    shown = closed(diagnostic())
    with pytest.raises(doing.AxesMissing, match="Governance, Members"):
        doing.finish_diagnostic(shown, by=mentor(shown))
    agreed(shown)

    moments = [doing.finish_diagnostic(shown, by=mentor(shown)).finished_at for _t in range(2)]

    assert moments[0] == moments[1]
    with pytest.raises(doing.NotAgreeing):
        agreed(shown)


def test_only_who_leads_closes_agrees_and_finishes():
    shown = diagnostic()
    strangers = [
        members(shown)[0].person,
        mentor_of(EngagementFactory()),
        appointed(Role.MANAGER, "SN"),
    ]
    chosen = {"assemblies": 3, "offices": 2}
    for by in strangers:
        with pytest.raises(PermissionDenied):
            doing.close_scoring(shown, by=by)
        with pytest.raises(PermissionDenied):
            doing.agree_on_axis(shown, "governance", chosen, "So it is.", by=by)
        with pytest.raises(PermissionDenied):
            doing.finish_diagnostic(shown, by=by)
    assert Diagnostic.objects.get().is_scoring


def test_a_whole_diagnostic_comes_through_the_one_door_and_each_event_twice_is_once(engagement):
    by, of = mentor_of(engagement), tool()
    opening = {
        "cooperative": engagement.cooperative_id,
        "tool": of.pk,
        "moment": "baseline",
        "held_on": TODAY().isoformat(),
    }
    first = tell("diagnostic_opened", opening, by=by, id=uuid.UUID(int=1))
    assert tell("diagnostic_opened", opening, by=by, id=uuid.UUID(int=1)).outcome == "duplicate"
    shown = Diagnostic.objects.get(pk=first.result["id"])
    it = {"diagnostic": str(shown.pk)}

    assert [tell("scoring_closed", it, by=by).outcome for _time in range(2)] == ["stored"] * 2
    for axis in of.axes:
        codes = [question["code"] for question in axis["questions"]]
        said = {**it, "axis": axis["code"], "levels": dict.fromkeys(codes, 2), "reason": "So."}
        for _time in range(2):
            tell("consensus_recorded", said, by=by, id=uuid.uuid5(shown.pk, axis["code"]))
    assert [tell("diagnostic_finished", it, by=by).outcome for _time in range(2)] == ["stored"] * 2

    shown.refresh_from_db()
    assert (shown.is_done, shown.consensus.count(), shown.reasons.count()) == (True, 16, 8)


@pytest.mark.parametrize(
    "changes",
    [
        {"levels": {"assemblies": 9, "offices": 1}},
        {"levels": {"assemblies": "3", "offices": 1}},
        {"levels": [1, 2]},
        {"levels": None},
        {"levels": {str(number): 1 for number in range(1_000_000)}},
        {"axis": "x" * 31},
        {"axis": "nothing"},
        {"reason": " "},
        {"reason": "x" * 1001},
        {"diagnostic": "1"},
        {"diagnostic": ["x"]},
        {"diagnostic": str(uuid.UUID(int=0))},
    ],
)
def test_hostile_agreements_are_refused(changes):
    shown = closed(diagnostic())
    said = {
        "diagnostic": str(shown.pk),
        "axis": "governance",
        "levels": {"assemblies": 3, "offices": 2},
        "reason": "So it is.",
    }

    assert tell("consensus_recorded", {**said, **changes}, by=mentor(shown)).outcome == "rejected"
    assert not ConsensusScore.objects.exists()
    assert tell("consensus_recorded", said, by=mentor(shown)).outcome == "stored"
