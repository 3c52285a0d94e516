"""What is overdue: a mentor over her cooperatives, a manager over her country."""

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.people.choices import Role
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    mentor_of,
)
from tests.factories.people import MembershipFactory, appointed
from tests.factories.plans import ObjectiveFactory, in_days

from .screens import page

pytestmark = pytest.mark.django_db


def late(text, *, country="MA", region="Souss", mentor=None, **changes):
    mentors = [mentor] if mentor else [appointed(Role.MENTOR)]
    engagement = EngagementFactory(
        cooperative__country=country, cooperative__region=region, mentors=mentors
    )
    session = CoachingSessionFactory(engagement=engagement)
    return ActionItemFactory(session=session, text=text, **{"due_on": in_days(-4), **changes})


def texts(client, **query):
    shown = client.get(reverse("mentoring:overdue"), query).content.decode()
    return [text for text in ("Ours", "Theirs", "Far", "Done already") if text in shown]


def test_a_mentor_sees_those_of_her_cooperatives_and_no_filter(enter):
    action = late("Ours")
    late("Theirs")
    late("Done already", mentor=mentor_of(action.session.engagement), status="done")
    client = enter(mentor_of(action.session.engagement))

    assert texts(client) == ["Ours"]
    assert "All mentors" not in page(client, "mentoring:overdue")


def test_a_mentor_of_a_closed_engagement_is_no_longer_told(enter):
    action = late("Ours")
    engagement = action.session.engagement
    engagement.status, engagement.ending, engagement.closed_on = "closed", "reached", in_days(0)
    engagement.save()

    assert texts(enter(mentor_of(engagement))) == []


def test_a_manager_sees_her_country_and_narrows_it_by_mentor_and_region(enter):
    first = late("Ours", region="Souss")
    late("Theirs", region="Oriental")
    late("Far", country="SN")
    client = enter(appointed(Role.MANAGER, "MA"))

    assert texts(client) == ["Ours", "Theirs"]
    assert texts(client, region="Oriental") == ["Theirs"]
    assert texts(client, mentor=mentor_of(first.session.engagement).pk) == ["Ours"]


@pytest.mark.parametrize(
    "query", [{"mentor": "9" * 40}, {"mentor": "x"}, {"region": "'"}, {"country": "SN"}]
)
def test_a_filter_that_is_none_of_hers_filters_nothing(enter, query):
    late("Ours")
    late("Far", country="SN")

    assert texts(enter(appointed(Role.MANAGER, "MA")), **query) == ["Ours"]


def test_a_member_and_a_trainer_have_no_such_list(enter):
    for person in (MembershipFactory().person, appointed(Role.TRAINER)):
        assert enter(person).get(reverse("mentoring:overdue")).status_code == 403
        address = reverse("mentoring:overdue_file", args=["xlsx"])
        assert enter(person).get(address).status_code == 403


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(("role", "cost"), [("mentor", 8), ("manager", 12)])
def test_the_list_costs_the_same_for_any_number(enter, rows, role, cost, django_assert_num_queries):
    mentor = appointed(Role.MENTOR)
    for _ in range(rows):
        action = late("Ours", mentor=mentor)
        AssignmentFactory(engagement=action.session.engagement)
    client = enter(mentor if role == "mentor" else appointed(Role.MANAGER, "MA"))
    page(client, "mentoring:overdue")

    with django_assert_num_queries(cost):
        page(client, "mentoring:overdue")


def test_a_file_of_what_is_overdue_holds_what_the_list_holds(enter, tmp_path):
    action = late("=Ours")
    late("Far", country="SN")
    client = enter(appointed(Role.MANAGER, "MA"))

    answer = client.get(reverse("mentoring:overdue_file", args=["xlsx"]))
    (tmp_path / "overdue.xlsx").write_bytes(b"".join(answer.streaming_content))
    head, *lines = load_workbook(tmp_path / "overdue.xlsx").active.values
    text = b"".join(client.get(reverse("mentoring:overdue_file", args=["csv"]))).decode()

    assert head[-1] == "Days overdue"
    assert [(line[0], line[2], line[3], line[-1]) for line in lines] == [
        (str(action.cooperative), str(mentor_of(action.session.engagement)), "=Ours", 4)
    ]
    assert "'=Ours" in text
    assert client.get(reverse("mentoring:overdue_file", args=["exe"])).status_code == 404


def test_agreed_and_done_on_time_by_axis(enter):
    objective = ObjectiveFactory(
        cooperative=EngagementFactory(cooperative__country="MA").cooperative, axis="market"
    )
    session = CoachingSessionFactory(engagement=objective.cooperative.engagements.get())
    common = {"session": session, "objective": objective}
    ActionItemFactory(**common, status="done", due_on=in_days(2))
    ActionItemFactory(**common, status="done", due_on=in_days(-2))
    ActionItemFactory(**common, status="dropped")
    ActionItemFactory(**common)
    late("Far", country="SN")

    shown = enter(appointed(Role.MANAGER, "MA")).get(reverse("mentoring:overdue"))

    assert shown.context["axes"] == [
        {
            "objective__axis": "market",
            "axis": "Market and sales",
            "agreed": 3,
            "done": 2,
            "on_time": 1,
        }
    ]
