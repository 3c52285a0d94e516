"""A cooperative passes from stage to stage on named evidence that mentor and manager approve."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.choices import Office, Role
from lms.people.models import OfficeHolding
from mentoring import defaults, ladder
from mentoring.actions import assemblies, gates
from mentoring.models import GateEvidence, StageGate, StagePassage
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import (
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
    recorded_assembly,
)
from tests.factories.people import MembershipFactory, appointed
from tests.factories.plans import diagnosed, in_days, officer_of, photo, piece, stages, titled

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA")


@pytest.fixture
def ladder_of_two(engagement):
    return stages(engagement.programme, [piece("cash_book")], [piece("cost_sheet"), piece("buyer")])


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def show(engagement, gate, code="cash_book", **changes):
    facts = {"id": uuid.uuid4(), "words": "Three months are written", **changes}
    by = facts.pop("by", None) or mentor_of(engagement)
    return gates.give_evidence(gate, engagement.cooperative, code, **facts, by=by)


def ask(engagement, gate, *, by=None, **changes):
    return gates.ask_passage(
        engagement.cooperative,
        gate,
        **{"id": uuid.uuid4(), **changes},
        by=by or mentor_of(engagement),
    )


def asked(engagement, gate):
    for one in gate.evidence:
        show(engagement, gate, one["code"])
    return ask(engagement, gate)


def test_nobody_asks_while_something_is_missing_and_it_is_named(engagement, ladder_of_two):
    with pytest.raises(gates.EvidenceMissing, match="cash_book"):
        ask(engagement, ladder_of_two[0])
    assert not StagePassage.objects.exists()


def test_a_stage_is_passed_once_its_evidence_is_asked_for_by_the_mentor_and_approved(
    engagement, ladder_of_two, manager
):
    passage = gates.approve_passage(asked(engagement, ladder_of_two[0]), by=manager)

    assert (passage.status, passage.mentor, passage.decided_by) == (
        "passed",
        mentor_of(engagement),
        manager,
    )
    assert [(one["code"], one["fact"]["number"]) for one in passage.shown] == [("cash_book", 1)]


def test_asking_and_approving_twice_is_once(engagement, ladder_of_two, manager):
    first = asked(engagement, ladder_of_two[0])
    second = ask(engagement, ladder_of_two[0])
    for _ in range(2):
        gates.approve_passage(first, by=manager)

    assert first == second
    assert StagePassage.objects.count() == 1
    assert Notice.objects.filter(kind="mentoring.stage_passed").count() == 1


def test_no_stage_is_passed_before_the_one_below_it(engagement, ladder_of_two):
    for one in ladder_of_two[1].evidence:
        show(engagement, ladder_of_two[1], one["code"])
    with pytest.raises(gates.GateClosed):
        ask(engagement, ladder_of_two[1])

    asked(engagement, ladder_of_two[0])
    with pytest.raises(gates.GateClosed):
        ask(engagement, ladder_of_two[1])


def test_what_was_passed_elsewhere_opens_no_stage_here(engagement, ladder_of_two, manager):
    other = EngagementFactory(programme=engagement.programme, cooperative__country="MA")
    gates.approve_passage(asked(other, ladder_of_two[0]), by=manager)

    with pytest.raises(gates.GateClosed):
        ask(engagement, ladder_of_two[1])


def test_only_the_mentor_of_the_cooperative_asks(engagement, ladder_of_two, manager):
    show(engagement, ladder_of_two[0])

    for person in (
        manager,
        officer_of(engagement.cooperative),
        member_of(engagement.cooperative),
        mentor_of(EngagementFactory()),
    ):
        with pytest.raises(PermissionDenied):
            ask(engagement, ladder_of_two[0], by=person)


def test_only_a_manager_of_the_country_decides_and_never_who_asked(engagement, ladder_of_two):
    passage = asked(engagement, ladder_of_two[0])
    both = mentor_of(engagement)
    both.appointments.create(role=Role.MANAGER, country="MA")

    for person in (both, appointed(Role.MANAGER, "SN"), officer_of(engagement.cooperative)):
        with pytest.raises(PermissionDenied):
            gates.approve_passage(passage, by=person)
        with pytest.raises(PermissionDenied):
            gates.return_passage(passage, "No", by=person)


def test_evidence_is_looked_up_again_when_it_is_approved(engagement, ladder_of_two, manager):
    passage = asked(engagement, ladder_of_two[0])
    GateEvidence.objects.all().delete()

    with pytest.raises(gates.EvidenceMissing, match="cash_book"):
        gates.approve_passage(passage, by=manager)
    passage.refresh_from_db()
    assert (passage.status, passage.decided_by) == ("asked", None)


def test_who_sends_it_back_says_why_and_the_mentor_asks_again(engagement, ladder_of_two, manager):
    officer = officer_of(engagement.cooperative)
    passage = asked(engagement, ladder_of_two[0])

    with pytest.raises(gates.ReasonMissing):
        gates.return_passage(passage, " ", by=manager)
    for _ in range(2):
        gates.return_passage(passage, "The third month is not there", by=manager)
    again = ask(engagement, ladder_of_two[0])

    assert again != passage
    told = Notice.objects.filter(kind="mentoring.stage_returned")
    assert {notice.person for notice in told} == {mentor_of(engagement), officer}
    assert told.count() == 2


@pytest.mark.parametrize("first", ["approve", "return"])
def test_what_one_manager_has_decided_another_does_not_turn(
    engagement, ladder_of_two, manager, first
):
    passage, other = asked(engagement, ladder_of_two[0]), appointed(Role.MANAGER, "MA")
    deeds = [
        lambda by: gates.approve_passage(passage, by=by),
        lambda by: gates.return_passage(passage, "No", by=by),
    ]
    if first == "return":
        deeds.reverse()
    deeds[0](manager)

    with pytest.raises(gates.AlreadyDecided, match=str(manager)):
        deeds[1](other)


def test_evidence_is_given_once_by_mentor_or_officer_for_what_is_asked(engagement, ladder_of_two):
    gate, key = ladder_of_two[0], uuid.uuid4()
    officer = officer_of(engagement.cooperative)
    assert show(engagement, gate, id=key) == show(engagement, gate, id=key)
    show(engagement, gate, by=officer)

    for person in (member_of(engagement.cooperative), appointed(Role.MANAGER, "MA")):
        with pytest.raises(PermissionDenied):
            show(engagement, gate, by=person)
    with pytest.raises(gates.UnknownEvidence):
        show(engagement, gate, "cost_sheet")
    assert GateEvidence.objects.count() == 2


def test_what_the_records_show_by_themselves_is_not_given_by_hand(engagement):
    [gate] = stages(engagement.programme, [piece("offices", "offices")])

    with pytest.raises(gates.UnknownEvidence):
        show(engagement, gate, "offices")


def test_the_same_photo_twice_is_once(engagement, ladder_of_two):
    for _ in range(2):
        gates.give_file(
            ladder_of_two[0],
            engagement.cooperative,
            "cash_book",
            "photo",
            photo(),
            by=mentor_of(engagement),
        )

    assert GateEvidence.objects.count() == 1


def test_a_passed_stage_stays_as_it_was_shown(engagement, ladder_of_two, manager):
    gate = ladder_of_two[0]
    passage = gates.approve_passage(asked(engagement, gate), by=manager)
    gates.write_gate(
        gate,
        title=titled("Other"),
        evidence=[*gate.evidence, piece("more")],
        read=gate.reading,
        by=appointed(Role.ADMINISTRATOR),
    )

    with pytest.raises(gates.GatePassed):
        show(engagement, StageGate.objects.get(pk=gate.pk))
    passage.refresh_from_db()
    assert [one["code"] for one in passage.shown] == ["cash_book"]
    assert passage.shown[0]["title"] == titled("cash_book")


def test_only_an_administrator_writes_stages_and_nobody_over_another_s_words(ladder_of_two):
    gate, administrator = ladder_of_two[0], appointed(Role.ADMINISTRATOR)
    facts = {"evidence": gate.evidence, "read": gate.reading}
    gates.write_gate(gate, title=titled("One"), **facts, by=administrator)

    with pytest.raises(gates.WrittenMeanwhile):
        gates.write_gate(gate, title=titled("Two"), **facts, by=administrator)
    gates.write_gate(gate, title=titled("One"), **facts, by=administrator)
    for role in (Role.MANAGER, Role.MENTOR):
        with pytest.raises(PermissionDenied):
            gates.write_gate(gate, title=titled("Three"), **facts, by=appointed(role))
    gate.refresh_from_db()
    assert (gate.title, gate.history.count()) == (titled("One"), 2)


def test_what_evidence_was_given_for_is_not_taken_away(engagement, ladder_of_two):
    gate = ladder_of_two[1]
    show(engagement, gate, "buyer")
    administrator = appointed(Role.ADMINISTRATOR)

    with pytest.raises(gates.CodeGone):
        gates.write_gate(
            gate,
            title=gate.title,
            evidence=gate.evidence[:1],
            read=gate.reading,
            by=administrator,
        )
    gates.write_gate(
        gate, title=gate.title, evidence=gate.evidence[1:], read=gate.reading, by=administrator
    )


def test_default_stages_are_written_once_and_in_every_language():
    ProgrammeFactory(code="BOOTCOOP")
    ProgrammeFactory(code="OTHER")
    written = gates.seed_ladders(by=SYSTEM)

    assert [gate.number for gate in written] == [1, 2, 3, 4, 5]
    assert gates.seed_ladders(by=SYSTEM) == []
    for gate in defaults.LADDERS["BOOTCOOP"]:
        words = [gate["title"], *(one["title"] for one in gate["evidence"])]
        assert all({"fr", "en", "ar"} == title.keys() and all(title.values()) for title in words)
        assert {one["kind"] for one in gate["evidence"]} <= ladder.KINDS.keys()
    codes = [one["code"] for gate in defaults.LADDERS["BOOTCOOP"] for one in gate["evidence"]]
    assert len(codes) == len(set(codes))


def records_show(engagement, kind, **more):
    [gate] = StageGate.objects.all() or stages(engagement.programme, [piece("it", kind, **more)])
    [found] = ladder.pieces(ladder.Records(engagement.cooperative, engagement.programme), gate)
    return found.met


def test_members_count_who_are_written_down_with_sex_and_birth_year(engagement):
    cooperative = engagement.cooperative
    whole = {"person__sex": "woman", "person__birth_year": 1990}
    MembershipFactory.create_batch(2, cooperative=cooperative, **whole)
    MembershipFactory(cooperative=cooperative, person__birth_year=1990)
    MembershipFactory(cooperative=cooperative, person__sex="woman")
    MembershipFactory(cooperative=cooperative, ends_on=in_days(-1), **whole)
    MembershipFactory(**whole)
    assert not records_show(engagement, "roster", least=3)

    MembershipFactory(cooperative=cooperative, **whole)
    assert records_show(engagement, "roster")


def test_a_first_diagnostic_counts_once_it_is_finished(engagement):
    diagnosed(engagement.cooperative, "end")
    diagnosed(EngagementFactory().cooperative)
    diagnostic = diagnosed(engagement.cooperative, status="scoring")
    assert not records_show(engagement, "baseline")

    diagnostic.status = "done"
    diagnostic.save()
    assert records_show(engagement, "baseline")


def test_a_last_diagnostic_counts_with_the_version_of_the_first_alone(engagement):
    diagnosed(engagement.cooperative, "baseline", days_ago=300)
    diagnosed(engagement.cooperative, "end", version=2, days_ago=20)
    assert not records_show(engagement, "endline_same_version")

    diagnosed(engagement.cooperative, "end", days_ago=10)
    assert records_show(engagement, "endline_same_version")


def test_a_number_in_the_register_counts(engagement):
    assert records_show(engagement, "registered")

    engagement.cooperative.register_number = ""
    assert not records_show(engagement, "registered")


def test_minutes_count_for_twelve_months(engagement):
    MembershipFactory(cooperative=engagement.cooperative)
    old, new = (recorded_assembly(engagement, in_days(-days)) for days in (370, 30))
    assemblies.keep_minutes(old, "photo", photo(), by=mentor_of(engagement))
    assert not records_show(engagement, "assembly_minutes")

    assemblies.keep_minutes(new, "photo", photo(), by=mentor_of(engagement))
    assert records_show(engagement, "assembly_minutes")


def test_chair_and_treasurer_both_hold_their_offices_today(engagement):
    officer_of(engagement.cooperative, Office.CHAIR)
    officer_of(EngagementFactory().cooperative, Office.TREASURER)
    gone = MembershipFactory(cooperative=engagement.cooperative)
    OfficeHolding.objects.create(
        membership=gone, office=Office.TREASURER, starts_on=in_days(-9), ends_on=in_days(-1)
    )
    assert not records_show(engagement, "offices")

    officer_of(engagement.cooperative, Office.TREASURER)
    assert records_show(engagement, "offices")


def test_sessions_count_that_members_confirmed(engagement):
    CoachingSessionFactory.create_batch(2, engagement=engagement, status="confirmed")
    CoachingSessionFactory(engagement=engagement)
    CoachingSessionFactory(status="confirmed")
    assert not records_show(engagement, "sessions_confirmed", least=3)

    CoachingSessionFactory(engagement=engagement, status="accepted")
    assert records_show(engagement, "sessions_confirmed")
