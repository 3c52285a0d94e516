"""The coverage board: planned, delivered and confirmed, who is silent, and how much each mentor carries."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lms.people.choices import Role
from mentoring.models import Engagement, MentorProfile, SessionMentor
from mentoring.reports import coverage
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    mentor_of,
)
from tests.factories.people import MembershipFactory, PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
BOARD = "mentoring:board"


def ago(days):
    return TODAY() - dt.timedelta(days=days)


def engagement_of(*, started=100, days=200, planned=20, **facts):
    """Half of its time has passed."""
    facts.setdefault("cooperative__country", "MA")
    return EngagementFactory(
        starts_on=ago(started - 1),
        ends_on=ago(started - days),
        planned_sessions=planned,
        **facts,
    )


def held(engagement, days, **facts):
    return CoachingSessionFactory(engagement=engagement, held_on=ago(days), **facts)


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def lines():
    return coverage.lines(Engagement.objects.open(), TODAY())


def line_of(engagement):
    return next(line for line in lines() if line.engagement == engagement)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (dt.date(2025, 12, 31), 0),
        (dt.date(2026, 1, 1), 1),
        (dt.date(2026, 1, 5), 5),
        (dt.date(2026, 1, 10), 10),
        (dt.date(2027, 1, 1), 10),
    ],
)
def test_what_is_planned_is_spread_evenly_from_the_first_day_to_the_last(day, due):
    days = dt.date(2026, 1, 1), dt.date(2026, 1, 10)

    assert coverage.planned_to_date(10, *days, day) == due


@pytest.mark.parametrize(("planned", "due"), [(0, 0), (1, 1), (3, 2)])
def test_a_half_is_rounded_up(planned, due):
    days = dt.date(2026, 1, 1), dt.date(2026, 1, 2)

    assert coverage.planned_to_date(planned, *days, days[0]) == due


def test_each_state_is_counted_where_it_belongs():
    engagement = engagement_of()
    for status in ("submitted", "confirmed", "disputed", "accepted"):
        held(engagement, 3, status=status, minutes=100)
    held(engagement, 3, status="accepted", confirmed_at=None, accepted_because="No phone.")

    line = line_of(engagement)

    assert (line.planned, line.to_date) == (20, 10)
    assert (line.delivered, line.confirmed, line.disputed) == (4, 2, 1)
    assert (line.unanswered, line.unaccepted) == (1, 2)
    assert line.minutes == 390
    assert line.percent == 40


def test_a_joint_visit_is_one_session_and_each_mentor_has_her_own_hours():
    one, other = appointed(Role.MENTOR), appointed(Role.MENTOR)
    engagement = engagement_of(mentors=[one, other])
    session = held(engagement, 3, mentors=[one, other], minutes=120, logged_by=one)
    SessionMentor.objects.filter(session=session, mentor=other).update(
        minutes=60, preparation_minutes=30, travel_minutes=45, travel_km=12
    )

    [line] = lines()
    rows = {row["mentor"]: row["time"] for row in coverage.by_mentor([line])}

    assert (line.delivered, line.minutes) == (1, 120)
    assert rows == {one: coverage.Time(120), other: coverage.Time(60, 30, 45, 12)}


def test_cooperatives_count_as_covered_from_eighty_percent_and_only_where_something_was_due():
    engagements = [engagement_of() for _ in range(2)]
    for engagement, number in zip(engagements, (8, 7), strict=True):
        for _ in range(number):
            held(engagement, 3)
    engagement_of(started=-5)

    found = coverage.totals(lines())

    assert (found["cooperatives"], found["due"], found["covered"]) == (3, 2, 1)
    assert found["covered_percent"] == 50


@pytest.mark.parametrize(("days", "silent"), [(60, False), (61, True)])
def test_silence_begins_after_sixty_days(days, silent):
    engagement = engagement_of()
    held(engagement, days)
    held(engagement, 1, status="disputed")

    assert line_of(engagement).is_silent is silent


@pytest.mark.parametrize(("started", "silent"), [(61, False), (62, True)])
def test_who_never_had_a_session_is_silent_once_it_started_long_ago(started, silent):
    assert line_of(engagement_of(started=started)).is_silent is silent


def test_a_closed_engagement_is_not_on_the_board():
    engagement_of(status="closed", ending="reached", closed_on=TODAY())

    assert lines() == []


def test_regions_sum_to_the_whole_and_bars_have_the_figures_of_the_table():
    north = engagement_of(cooperative__region="Nord", planned=20)
    south = engagement_of(cooperative__region="Souss", planned=40)
    held(north, 3, status="confirmed")
    held(south, 3)

    found, rows = coverage.totals(lines()), coverage.by_region(lines())

    assert [row["region"] for row in rows] == ["Nord", "Souss"]
    assert [row["bars"] for row in rows] == [
        {"to_date": 50, "delivered": 5, "confirmed": 5},
        {"to_date": 100, "delivered": 5, "confirmed": 0},
    ]
    for name in (*coverage.SUMMED, "minutes", "cooperatives", "silent"):
        assert sum(row[name] for row in rows) == found[name]


def test_a_mentor_is_shown_against_her_own_cap_with_all_that_she_carries():
    mentor, other = appointed(Role.MENTOR), appointed(Role.MENTOR)
    MentorProfile.objects.create(person=mentor, most_cooperatives=1)
    for _ in range(2):
        engagement_of(mentors=[mentor])
    engagement_of(mentors=[other], cooperative__country="SN")
    closed = {"status": "closed", "ending": "reached", "closed_on": TODAY()}
    AssignmentFactory(mentor=mentor, engagement=engagement_of(mentors=[], **closed))

    rows = coverage.by_mentor(lines())

    assert [(row["mentor"], row["load"], row["most"], row["over"]) for row in rows] == [
        (mentor, 2, 1, True),
        (other, 1, 10, False),
    ]


def test_a_manager_sees_the_cooperatives_of_her_country_and_nothing_of_another(enter, manager):
    engagement_of(cooperative__name="Tamghart", cooperative__region="Souss")
    foreign = engagement_of(
        cooperative__name="Ndeye", cooperative__country="SN", cooperative__region="Thies"
    )
    held(foreign, 3)

    shown = page(enter(manager), BOARD)

    assert "Tamghart" in shown
    for word in ("Ndeye", "Thies", str(mentor_of(foreign))):
        assert word not in shown


def test_an_administrator_sees_all_and_chooses_a_country(enter):
    engagement_of(cooperative__name="Tamghart")
    engagement_of(cooperative__name="Ndeye", cooperative__country="SN")
    client = enter(appointed(Role.ADMINISTRATOR))

    both, one = page(client, BOARD), client.get(reverse(BOARD), {"country": "SN"}).content.decode()

    assert all(name in both for name in ("Tamghart", "Ndeye"))
    assert "Ndeye" in one
    assert "Tamghart" not in one


def test_nobody_else_opens_the_board(enter):
    engagement = engagement_of()
    for person in (
        mentor_of(engagement),
        MembershipFactory(cooperative=engagement.cooperative).person,
        PersonFactory(),
    ):
        assert enter(person).get(reverse(BOARD)).status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, "ABCD"),
        ({"show": "silent"}, "AB"),
        ({"show": "unconfirmed"}, "C"),
        ({"show": "no_mentor"}, "D"),
        ({"region": "Souss"}, "B"),
        ({"show": "silent", "region": "Nord"}, "A"),
        ({"show": "x", "order": "y", "region": "z", "mentor": "9" * 40, "page": "-1"}, "ABCD"),
    ],
)
def test_the_table_is_narrowed_to_what_is_asked_for(enter, manager, query, names):
    engagement_of(cooperative__name="Coop A", cooperative__region="Nord")
    engagement_of(cooperative__name="Coop B", cooperative__region="Souss")
    held(engagement_of(cooperative__name="Coop C"), 3)
    confirmed = engagement_of(cooperative__name="Coop D", mentors=[])
    held(confirmed, 3, status="confirmed", logged_by=appointed(Role.MENTOR))

    shown = enter(manager).get(reverse(BOARD), query).content.decode()

    assert [name for name in "ABCD" if f"<b>Coop {name}</b>" in shown] == list(names)


def test_mentor_and_programme_narrow_all_figures(enter, manager):
    mine, other = engagement_of(planned=7), engagement_of(planned=9)
    client = enter(manager)

    for query in ({"mentor": mentor_of(mine).pk}, {"programme": mine.programme_id}):
        totals = client.get(reverse(BOARD), query).context["totals"]
        assert totals["planned"] == 7
    assert client.get(reverse(BOARD)).context["totals"]["planned"] == 16
    assert other.planned_sessions == 9


@pytest.mark.parametrize(
    ("order", "names"),
    [("silence", "CAB"), ("-silence", "BAC"), ("coverage", "CAB"), ("cooperative", "ABC")],
)
def test_the_table_is_put_in_order(enter, manager, order, names):
    for name, days, number in (("A", 20, 2), ("B", 10, 3), ("C", 30, 1)):
        engagement = engagement_of(cooperative__name=f"Coop {name}")
        for _ in range(number):
            held(engagement, days)

    shown = enter(manager).get(reverse(BOARD), {"order": order}).context["page"]

    assert [str(line.cooperative)[-1] for line in shown] == list(names)


def test_the_files_hold_the_table_as_it_is_chosen(enter, manager):
    engagement_of(cooperative__name="=Coop A", cooperative__region="Nord")
    held(engagement_of(cooperative__name="Coop B", cooperative__region="Souss"), 3)
    client, query = enter(manager), {"region": "Nord"}

    table = client.get(reverse("mentoring:coverage_file", args=["csv"]), query)
    book = client.get(reverse("mentoring:coverage_file", args=["xlsx"]), query)

    rows = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert [row[0] for row in rows] == ["Cooperative", "'=Coop A"]
    assert [cell.value for cell in sheet["A"]] == ["Cooperative", "=Coop A"]
    assert len(rows[0]) == len(rows[1]) == len(coverage.headings())
    assert client.get(reverse("mentoring:coverage_file", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_the_board_costs_the_same_for_any_number(enter, manager, rows, django_assert_num_queries):
    for number in range(rows):
        engagement = engagement_of(cooperative__region=f"Region {number}")
        for days in range(1, number + 2):
            held(engagement, days * 20)
    client = enter(manager)
    page(client, BOARD)

    with django_assert_num_queries(13):
        page(client, BOARD)
