"""Expert missions: half-days within the budget, handed over, accepted by both sides, and the statement of service."""

import datetime as dt
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from lms.core.errors import ReasonMissing
from lms.core.moves import MoveRefused
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.choices import Office, Role
from lms.people.models import OfficeHolding
from mentoring.actions import half_days, missions
from mentoring.models import ExpertMission, MissionHalfDay
from mentoring.reports.services import service_paper
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import member_of
from tests.factories.missions import FIRST, LAST, MissionFactory, handed_over, photo, worked
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def officer_of(cooperative):
    membership = MembershipFactory(cooperative=cooperative)
    OfficeHolding.objects.create(membership=membership, office=Office.CHAIR)
    return membership.person


def opened(manager, **changes):
    facts = {
        "cooperative": CooperativeFactory(country="MA"),
        "programme": ProgrammeFactory(),
        "expert": appointed(Role.EXPERT),
        "title": "Oil press",
        "terms": "Choose a press.",
        "half_days_budgeted": 4,
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return missions.open_mission(**{**facts, **changes}, by=manager)


def test_the_expert_is_told_of_her_mission_and_opening_it_twice_is_once(manager):
    mission = opened(manager)
    names = ("cooperative", "programme", "expert", "title", "terms")
    again = opened(manager, **{name: getattr(mission, name) for name in names})

    assert again == mission
    assert Notice.objects.get(kind="mentoring.mission_opened").person == mission.expert


def test_the_system_opens_a_mission_in_nobodys_name():
    assert opened(SYSTEM).opened_by is None


def test_only_an_expert_who_is_no_member_of_the_cooperative_is_chosen(manager):
    with pytest.raises(missions.NotAnExpert):
        opened(manager, expert=appointed(Role.MENTOR))
    cooperative, expert = CooperativeFactory(country="MA"), appointed(Role.EXPERT)
    MembershipFactory(cooperative=cooperative, person=expert)
    with pytest.raises(missions.ExpertIsMember):
        opened(manager, cooperative=cooperative, expert=expert)


def test_only_who_manages_the_country_opens_a_mission():
    for person in (appointed(Role.MANAGER, "SN"), appointed(Role.EXPERT), PersonFactory()):
        with pytest.raises(PermissionDenied):
            opened(person)


def test_a_half_day_told_twice_is_one():
    mission, key = MissionFactory(), uuid.uuid4()

    assert worked(mission, id=key) == worked(mission, id=key)
    assert MissionHalfDay.objects.count() == 1


def test_half_a_day_is_counted_once_in_all_missions_of_an_expert():
    first = MissionFactory()
    second = MissionFactory(expert=first.expert, title="Packaging")
    worked(first)

    with pytest.raises(half_days.HalfDayTaken):
        worked(first)
    with pytest.raises(half_days.HalfDayTaken, match="Oil press"):
        worked(second)
    worked(second, half="pm")


def test_the_database_holds_half_a_day_once():
    half = worked(MissionFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        MissionHalfDay.objects.create(
            id=uuid.uuid4(), mission=half.mission, worked_on=half.worked_on, half=half.half
        )


def test_half_days_lie_in_the_period_and_never_ahead():
    mission = MissionFactory(ends_on=dt.date(2999, 1, 1))

    with pytest.raises(half_days.OutsideThePeriod):
        worked(mission, FIRST - dt.timedelta(days=1))
    with pytest.raises(half_days.OutsideThePeriod):
        worked(MissionFactory(), LAST + dt.timedelta(days=1))
    with pytest.raises(half_days.HalfDayAhead):
        worked(mission, timezone.localdate() + dt.timedelta(days=1))


def test_the_budget_is_the_limit():
    mission = MissionFactory(half_days_budgeted=2)
    worked(mission, half="am")
    worked(mission, half="pm")

    with pytest.raises(half_days.BudgetUsedUp, match="2 half-days"):
        worked(mission, LAST)


def test_a_mistake_is_taken_back_while_the_mission_is_under_way():
    mission = MissionFactory()
    half = worked(mission)
    for _ in range(2):
        half_days.take_half_day_back(half, by=mission.expert)
    assert not mission.half_days.exists()

    delivered = handed_over()
    with pytest.raises(half_days.MissionNotOpen):
        half_days.take_half_day_back(delivered.half_days.first(), by=delivered.expert)


def test_only_the_expert_writes_for_her_mission(manager):
    mission = MissionFactory()
    half = worked(mission)
    for person in (manager, appointed(Role.EXPERT), member_of(mission.cooperative)):
        with pytest.raises(PermissionDenied):
            worked(mission, LAST, by=person)
        with pytest.raises(PermissionDenied):
            half_days.take_half_day_back(half, by=person)
        with pytest.raises(PermissionDenied):
            half_days.keep_deliverable(mission, "photo", photo(), by=person)
        with pytest.raises(PermissionDenied):
            missions.hand_over(mission, by=person)


def test_nothing_is_handed_over_without_a_half_day_and_a_file():
    mission = MissionFactory()
    worked(mission)
    with pytest.raises(missions.NothingDelivered):
        missions.hand_over(mission, by=mission.expert)

    for _ in range(2):
        half_days.keep_deliverable(mission, "photo", photo(), by=mission.expert)
    for _ in range(2):
        missions.hand_over(mission, by=mission.expert)

    mission.refresh_from_db()
    assert (mission.status, mission.files.count()) == ("delivered", 1)


@pytest.mark.parametrize("order", ["cooperative first", "programme first"])
def test_both_sides_accept_in_either_order(manager, order):
    mission = handed_over()
    officer = officer_of(mission.cooperative)
    steps = [
        (missions.accept_for_cooperative, officer),
        (missions.accept_for_programme, manager),
    ]
    seen = []
    for accept, person in steps if order == "cooperative first" else reversed(steps):
        accept(mission, by=person)
        seen.append(accept(mission, by=person).status)

    assert seen == ["delivered", "accepted"]


def test_an_officer_answers_for_the_cooperative_and_any_member_where_there_is_none():
    mission = handed_over()
    member = member_of(mission.cooperative)
    MembershipFactory(cooperative=mission.cooperative, person=mission.expert)
    for person in (mission.expert, PersonFactory(), appointed(Role.MANAGER, "MA")):
        with pytest.raises(PermissionDenied):
            missions.accept_for_cooperative(mission, by=person)
    assert missions.accept_for_cooperative(mission, by=member).cooperative_accepted_by == member

    other = handed_over(title="Packaging")
    officer_of(other.cooperative)
    with pytest.raises(PermissionDenied):
        missions.accept_for_cooperative(other, by=member_of(other.cooperative))


def test_the_expert_accepts_her_own_mission_for_nobody():
    expert = appointed(Role.EXPERT)
    expert.appointments.create(role=Role.MANAGER, country="MA")
    mission = handed_over(expert=expert)

    with pytest.raises(PermissionDenied):
        missions.accept_for_programme(mission, by=expert)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertMission.objects.filter(pk=mission.pk).update(manager_accepted_by=expert)


def test_two_sides_are_two_people(manager):
    mission = handed_over()
    MembershipFactory(cooperative=mission.cooperative, person=manager)
    missions.accept_for_programme(mission, by=manager)

    with pytest.raises(missions.OnePersonForBoth):
        missions.accept_for_cooperative(mission, by=manager)


def test_what_is_not_handed_over_is_not_accepted(manager):
    with pytest.raises(missions.NotHandedOver):
        missions.accept_for_programme(MissionFactory(), by=manager)


def test_given_back_it_says_why_and_both_are_asked_again(manager):
    mission = handed_over()
    officer = officer_of(mission.cooperative)
    missions.accept_for_programme(mission, by=manager)
    with pytest.raises(ReasonMissing):
        missions.return_mission(mission, "  ", by=officer)
    for _ in range(2):
        missions.return_mission(mission, "The prices are missing.", by=officer)

    mission.refresh_from_db()
    assert (mission.status, mission.manager_accepted_by) == ("open", None)
    assert mission.returned_because == "The prices are missing."
    assert Notice.objects.filter(kind="mentoring.mission_returned").count() == 1
    again = missions.hand_over(mission, by=mission.expert)
    assert again.returned_because == ""


def test_who_answers_for_the_cooperative_is_told_that_work_waits():
    cooperative = CooperativeFactory(country="MA")
    officer = officer_of(cooperative)
    member_of(cooperative)
    handed_over(cooperative=cooperative)

    told = Notice.objects.filter(kind="mentoring.mission_delivered")
    assert [notice.person for notice in told] == [officer]


def test_a_mission_is_cancelled_while_it_is_under_way_and_its_half_days_are_free_again(manager):
    mission = MissionFactory()
    worked(mission)
    for _ in range(2):
        missions.cancel_mission(mission, by=manager)

    worked(MissionFactory(expert=mission.expert))
    with pytest.raises(half_days.MissionNotOpen):
        worked(mission, LAST)
    with pytest.raises(MoveRefused):
        missions.cancel_mission(handed_over(), by=manager)


def accepted(manager, **facts):
    mission = handed_over(**facts)
    missions.accept_for_programme(mission, by=manager)
    return missions.accept_for_cooperative(mission, by=officer_of(mission.cooperative))


def test_the_statement_of_service_lists_half_days_and_who_accepted(manager):
    mission = accepted(manager)

    paper = service_paper(mission)
    read = "\n".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(paper)).pages)

    assert paper == service_paper(ExpertMission.objects.get(pk=mission.pk))
    for said in (
        str(mission.expert),
        str(mission.cooperative),
        "Oil press",
        "3 half-days, which are 1.5 days.",
        "03/31/2026",
        "press.jpg",
        str(manager),
        str(mission.cooperative_accepted_by),
        "neither an invoice nor a payment",
    ):
        assert said in read
    assert read.count("Visited three makers.") == 3


def test_a_mission_is_read_by_its_expert_its_cooperative_and_who_manages(manager):
    mission = MissionFactory()
    readers = (mission.expert, member_of(mission.cooperative), manager)
    others = (appointed(Role.EXPERT), appointed(Role.MANAGER, "SN"), MembershipFactory().person)

    assert [mission in ExpertMission.objects.visible_to(one) for one in readers] == [True] * 3
    assert [mission in ExpertMission.objects.visible_to(one) for one in others] == [False] * 3
