"""The ladder on the screen: stage 2 of 5, what is missing, and who decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lms.people.choices import Role
from mentoring.actions import gates
from mentoring.models import GateEvidence, StageGate, StagePassage
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import (
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory, appointed
from tests.factories.plans import officer_of, photo, piece, stages, titled

from .screens import HOME, event_fields, page
from .test_gates import ask, show

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA")


@pytest.fixture
def two(engagement):
    return stages(
        engagement.programme,
        [piece("number", "registered"), piece("cash_book")],
        [piece("offices", "offices"), piece("cost_sheet")],
    )


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def ladder_of(client, engagement):
    return page(client, "mentoring:ladder", engagement.cooperative_id)


def give(client, engagement, gate, code="cash_book", **typed):
    address = reverse("mentoring:give_evidence", args=[engagement.cooperative_id, gate.pk, code])
    typed = {f"{code}-{name}": value for name, value in typed.items()}
    return client.post(address, {**typed, **event_fields()})


def test_it_says_where_the_group_is_and_what_is_missing(enter, engagement, two):
    shown = ladder_of(enter(member_of(engagement.cooperative)), engagement)

    assert "Stage 1 of 2" in shown
    assert shown.count("Still missing") == 1
    assert engagement.cooperative.register_number in shown
    assert "passed on" not in shown
    assert "Ask to pass this stage" not in shown


def test_all_the_way_from_evidence_to_the_next_stage(enter, engagement, two, manager):
    mentor = mentor_of(engagement)
    assert "1 piece is still missing" in ladder_of(enter(mentor), engagement)

    give(enter(mentor), engagement, two[0], words="Three months", file=photo("book.jpg"))
    ready = ladder_of(enter(mentor), engagement)
    enter(mentor).post(
        reverse("mentoring:ask_passage", args=[engagement.cooperative_id, two[0].pk]),
        event_fields(),
    )
    passage = StagePassage.objects.get()
    home = page(enter(manager), HOME)
    asks = ladder_of(enter(manager), engagement)
    enter(manager).post(reverse("mentoring:approve_passage", args=[passage.pk]))
    after = ladder_of(enter(mentor), engagement)

    assert "book.jpg" in ready
    assert "Ask to pass this stage" in ready
    assert "Stages that wait for your decision" in home
    assert "May the cooperative pass?" in asks
    assert "Stage 2 of 2" in after
    assert "passed on" in after
    assert GateEvidence.objects.count() == 2


def test_asking_from_an_old_page_says_what_is_missing(enter, engagement, two):
    address = reverse("mentoring:ask_passage", args=[engagement.cooperative_id, two[0].pk])

    answer = enter(mentor_of(engagement)).post(address, event_fields(), follow=True)

    assert "Still missing: cash_book." in answer.content.decode()
    assert not StagePassage.objects.exists()


def test_a_manager_sends_it_back_with_her_reason(enter, engagement, two, manager):
    show(engagement, two[0])
    passage = ask(engagement, two[0])
    address = reverse("mentoring:return_passage", args=[passage.pk])
    client = enter(manager)

    empty = client.post(address, {"reason": " "}).content.decode()
    client.post(address, {"reason": "The third month is not there"})
    shown = ladder_of(enter(mentor_of(engagement)), engagement)

    assert "This field is required." in empty
    assert "The third month is not there" in shown
    assert "Ask to pass this stage" in shown


def test_the_mentor_does_not_see_the_button_that_decides(enter, engagement, two):
    show(engagement, two[0])
    ask(engagement, two[0])

    assert "May the cooperative pass?" not in ladder_of(enter(mentor_of(engagement)), engagement)


def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_words_stay(
    enter, engagement, two
):
    fake = SimpleUploadedFile("book.pdf", b"<script>alert(1)</script>", "application/pdf")

    answer = give(enter(mentor_of(engagement)), engagement, two[0], words="Kept", file=fake)

    assert "damaged, or not what its name says" in answer.content.decode()
    assert "Kept" in answer.content.decode()
    assert not GateEvidence.objects.exists()


@pytest.mark.parametrize("code", ["number", "nonsense"])
def test_evidence_that_no_stage_asks_for_by_hand_is_refused(enter, engagement, two, code):
    client = enter(mentor_of(engagement))

    assert give(client, engagement, two[0], code, words="Here").status_code == 200
    assert not GateEvidence.objects.exists()


def test_what_was_given_is_read_by_who_sees_the_cooperative_alone(enter, engagement, two):
    give(enter(mentor_of(engagement)), engagement, two[0], file=photo())
    address = reverse("mentoring:gate_evidence", args=[GateEvidence.objects.get().pk])

    assert enter(member_of(engagement.cooperative)).get(address).status_code == 200
    for person in (
        MembershipFactory().person,
        appointed(Role.MENTOR),
        appointed(Role.MANAGER, "SN"),
    ):
        assert enter(person).get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 4])
def test_the_ladder_costs_the_same_for_any_number(
    enter, engagement, manager, many, django_assert_num_queries
):
    gates_ = stages(engagement.programme, *[[piece("number", "registered")]] * many)
    gates_ += [
        StageGate.objects.create(
            programme=engagement.programme,
            number=many + 1,
            title=titled("Last"),
            evidence=[piece(f"paper_{n}") for n in range(many)],
        )
    ]
    for gate in gates_[:-1]:
        gates.approve_passage(ask(engagement, gate), by=manager)
    for one in gates_[-1].evidence:
        show(engagement, gates_[-1], one["code"])
    CoachingSessionFactory.create_batch(many, engagement=engagement, status="confirmed")
    client = enter(mentor_of(engagement))
    ladder_of(client, engagement)

    with django_assert_num_queries(15):
        ladder_of(client, engagement)


def test_without_a_programme_with_stages_the_page_says_so(enter, engagement):
    assert "There are no stages here" in ladder_of(enter(mentor_of(engagement)), engagement)


def test_a_member_sees_it_in_short_on_her_home(enter, engagement, two):
    shown = page(enter(member_of(engagement.cooperative)), HOME)

    assert "Stage 1 of 2" in shown
    assert "0 of 2 stages passed" in shown


def test_a_passage_of_another_country_waits_on_no_home_of_hers(enter, engagement, two):
    show(engagement, two[0])
    ask(engagement, two[0])

    assert "Stages that wait" not in page(enter(appointed(Role.MANAGER, "SN")), HOME)


def edited(gate, **changes):
    rows = {}
    for n, one in enumerate(gate.evidence):
        rows |= {f"pieces-{n}-code": one["code"], f"pieces-{n}-kind": one["kind"]}
        rows |= {f"pieces-{n}-title_{code}": one["title"][code] for code in ("fr", "ar", "en")}
    return {
        "read": gate.reading,
        **{f"title_{code}": gate.title[code] for code in ("fr", "ar", "en")},
        "pieces-TOTAL_FORMS": str(len(gate.evidence) + 1),
        "pieces-INITIAL_FORMS": str(len(gate.evidence)),
        **rows,
        **changes,
    }


def test_an_administrator_changes_words_adds_a_piece_and_takes_one_away(enter, two):
    gate, address = two[1], reverse("mentoring:write_gate", args=[two[1].pk])
    new = {f"pieces-2-title_{code}": f"New {code}" for code in ("fr", "ar", "en")}
    typed = edited(
        gate,
        title_en="Sell well",
        **{"pieces-0-DELETE": "on", "pieces-2-kind": "sessions_confirmed", "pieces-2-least": "4"},
        **new,
    )

    client = enter(appointed(Role.ADMINISTRATOR))
    client.get(address)
    answer = client.post(address, typed)

    gate.refresh_from_db()
    kept, added = gate.evidence
    assert answer.status_code == 302
    assert gate.title["en"] == "Sell well"
    assert kept["code"] == "cost_sheet"
    assert (added["kind"], added["least"], added["title"]["ar"]) == (
        "sessions_confirmed",
        4,
        "New ar",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"title_ar": ""},
        {"pieces-0-kind": "magic"},
        {"pieces-0-code": "another"},
        {"pieces-1-code": "offices"},
        {"pieces-0-DELETE": "on", "pieces-1-DELETE": "on"},
        {"pieces-TOTAL_FORMS": "x"},
        {"read": "old"},
    ],
)
def test_a_stage_that_makes_no_sense_is_not_saved(enter, two, changes):
    gate, client = two[1], enter(appointed(Role.ADMINISTRATOR))
    address = reverse("mentoring:write_gate", args=[gate.pk])

    answer = client.post(address, edited(gate, **{"title_en": "Sell well", **changes}))

    assert answer.status_code == 200
    assert StageGate.objects.get(pk=gate.pk).title == gate.title


def test_the_button_writes_the_default_stages(enter):
    ProgrammeFactory(code="BOOTCOOP")
    client = enter(appointed(Role.ADMINISTRATOR))

    client.post(reverse("mentoring:ladders"))

    assert StageGate.objects.count() == 5
    assert "Found and register" in page(client, "mentoring:ladders")


def test_stages_are_written_by_administrators_alone(enter, two):
    for person in (appointed(Role.MANAGER, "MA"), officer_of(EngagementFactory().cooperative)):
        for address in (
            reverse("mentoring:ladders"),
            reverse("mentoring:write_gate", args=[two[0].pk]),
        ):
            assert enter(person).get(address).status_code == 403
