"""The screens of expert missions: the manager opens, the expert works, both sides answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lms.people.choices import Role
from mentoring.models import ExpertMission, MissionFile, MissionHalfDay
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import member_of
from tests.factories.missions import FIRST, LAST, MissionFactory, handed_over, photo
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

from .screens import HOME, event_fields, page

pytestmark = pytest.mark.django_db


def address(name, mission):
    return reverse(f"mentoring:{name}", args=[mission.pk])


def typed_half_day(**changes):
    said = {"worked_on": FIRST.isoformat(), "half": "am", "note": "Visited three makers."}
    return {**said, **event_fields(), **changes}


def typed_mission(**changes):
    said = {
        "title": "Oil press",
        "terms": "Choose a press.",
        "half_days_budgeted": "4",
        "starts_on": FIRST.isoformat(),
        "ends_on": LAST.isoformat(),
    }
    return {**said, **changes}


@pytest.fixture
def chosen():
    """What a manager of Morocco can choose."""
    return {
        "cooperative": CooperativeFactory(country="MA").pk,
        "programme": ProgrammeFactory().pk,
        "expert": appointed(Role.EXPERT).pk,
    }


def test_from_the_opening_to_the_statement_of_service(enter, chosen):
    manager = appointed(Role.MANAGER, "MA")
    sent = enter(manager).post(reverse("mentoring:open_mission"), typed_mission(**chosen))
    mission = ExpertMission.objects.get()
    assert sent.url == address("mission", mission)
    member = member_of(mission.cooperative)

    client, half_day = enter(mission.expert), typed_half_day()
    assert "Oil press" in page(client, HOME)
    for _ in range(2):
        client.post(address("keep_half_day", mission), half_day)
    client.post(address("keep_deliverable", mission), {"file": photo()})
    client.post(address("hand_over", mission))

    enter(member).post(address("accept_mission", mission), {"side": "cooperative"})
    assert enter(manager).get(address("service", mission)).status_code == 404
    enter(manager).post(address("accept_mission", mission), {"side": "programme"})

    mission.refresh_from_db()
    assert (mission.status, MissionHalfDay.objects.count()) == ("accepted", 1)
    for person in (member, mission.expert, manager):
        paper = enter(person).get(address("service", mission))
        assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
        assert paper.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"half_days_budgeted": "0"}, "greater than or equal to 1"),
        ({"ends_on": "2026-02-01"}, "A mission cannot end before it starts."),
        ({"terms": " "}, "This field is required."),
        ({"cooperative": "999999999999999999999"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_with_a_mission_is_said(enter, chosen, changes, said):
    client = enter(appointed(Role.MANAGER, "MA"))

    answer = client.post(reverse("mentoring:open_mission"), typed_mission(**{**chosen, **changes}))

    assert said in answer.content.decode()
    assert "Oil press" in answer.content.decode()
    assert not ExpertMission.objects.exists()


def test_a_manager_chooses_among_her_own_cooperatives_and_experts(enter, chosen):
    abroad = CooperativeFactory(country="SN", name="Teranga")
    expert = appointed(Role.EXPERT)
    expert.country, expert.first_name = "SN", "Aminata"
    expert.save()

    shown = page(enter(appointed(Role.MANAGER, "MA")), "mentoring:open_mission")

    assert str(abroad) not in shown
    assert "Aminata" not in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"worked_on": "2026-05-01"}, "This mission runs from"),
        ({"worked_on": ""}, "This field is required."),
        ({"half": "night"}, "Select a valid choice."),
        ({"note": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_with_a_half_day_is_said(enter, changes, said):
    mission = MissionFactory()

    answer = enter(mission.expert).post(
        address("keep_half_day", mission), typed_half_day(**changes)
    )

    assert said in answer.content.decode()
    assert not MissionHalfDay.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(enter):
    mission = MissionFactory()
    fake = SimpleUploadedFile("report.pdf", b"<script>alert(1)</script>", "application/pdf")

    shown = enter(mission.expert).post(address("keep_deliverable", mission), {"file": fake})

    assert "damaged, or not what its name says" in shown.content.decode()
    assert not MissionFile.objects.exists()


def test_handing_over_too_early_is_refused_in_words(enter):
    mission = MissionFactory()

    answer = enter(mission.expert).post(
        address("hand_over", mission),
        headers={"referer": "http://testserver" + address("mission", mission)},
        follow=True,
    )

    assert "before you hand it over" in answer.content.decode()


def test_given_back_without_a_reason_the_page_asks_for_it(enter):
    mission = handed_over()
    client = enter(appointed(Role.MANAGER, "MA"))

    refused = client.post(address("return_mission", mission), {"reason": " "})
    client.post(address("return_mission", mission), {"reason": "The prices are missing."})

    assert "This field is required." in refused.content.decode()
    assert "The prices are missing." in page(enter(mission.expert), "mentoring:mission", mission.pk)


def test_what_was_delivered_is_closed_to_strangers(client):
    kept = handed_over().files.get()
    where = reverse("mentoring:mission_file", args=[kept.pk])

    client.force_login(kept.mission.expert)
    assert client.get(where)["Content-Type"] == "image/jpeg"
    for person in (PersonFactory(), appointed(Role.EXPERT), MembershipFactory().person):
        client.force_login(person)
        assert client.get(where).status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_costs_the_same_for_any_number(enter, rows, django_assert_num_queries):
    expert = appointed(Role.EXPERT)
    for number in range(rows):
        MissionFactory(expert=expert, title=f"Mission {number}")
    client = enter(expert)
    page(client, "mentoring:missions")

    with django_assert_num_queries(5):
        page(client, "mentoring:missions")


@pytest.mark.parametrize("rows", [1, 4])
def test_a_mission_costs_the_same_for_any_number(enter, rows, django_assert_num_queries):
    mission = MissionFactory()
    client = enter(mission.expert)
    for number in range(rows):
        day = FIRST.replace(day=number + 1).isoformat()
        client.post(address("keep_half_day", mission), typed_half_day(worked_on=day))
        client.post(address("keep_deliverable", mission), {"file": photo((number, 9, 9))})
    page(client, "mentoring:mission", mission.pk)

    with django_assert_num_queries(6):
        page(client, "mentoring:mission", mission.pk)
