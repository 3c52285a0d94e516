"""Planned visits: said, moved and cancelled by the mentor, and whom she is to see next."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from lms.people.choices import Role
from mentoring.actions import visits
from mentoring.models import PlannedVisit
from mentoring.reports.week import week_of
from tests.factories.mentoring import (
    CoachingSessionFactory,
    EngagementFactory,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import appointed
from tests.factories.visits import PlannedVisitFactory

from .screens import HOME, event_fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


def ahead(days):
    return timezone.localdate() + dt.timedelta(days=days)


def planned(engagement, day, *, by=None, **facts):
    facts = {"id": uuid.uuid4(), "starts_at": dt.time(10), "minutes": 90, "mode": "visit", **facts}
    return visits.plan_visit(engagement, day=day, by=by or mentor_of(engagement), **facts)


def moved(visit, **changes):
    names = ("day", "starts_at", "minutes", "mode", "place")
    facts = {name: getattr(visit, name) for name in names} | changes
    return visits.move_visit(visit, **facts, by=mentor_of(visit.engagement))


def typed(**changes):
    said = {"day": ahead(3).isoformat(), "starts_at": "10:00", "minutes": "90", "mode": "visit"}
    return {**said, "place": "Azrou", **event_fields(), **changes}


def test_the_same_visit_told_twice_is_one(engagement):
    key = uuid.uuid4()

    assert planned(engagement, ahead(3), id=key) == planned(engagement, ahead(3), id=key)
    assert PlannedVisit.objects.count() == 1


def test_a_moved_visit_stays_the_same_visit(engagement):
    visit = planned(engagement, ahead(3))
    moved(visit, day=ahead(5))
    moved(visit, day=ahead(5))

    assert PlannedVisit.objects.get().day == ahead(5)
    assert visit.history.count() == 2


def test_cancelling_twice_is_once_and_the_day_is_free_again(engagement):
    visit = planned(engagement, ahead(3))
    first, second = (visits.cancel_visit(visit, by=mentor_of(engagement)) for _ in range(2))

    assert first.cancelled_at == second.cancelled_at
    assert planned(engagement, ahead(3)).pk != visit.pk


def test_a_cancelled_visit_is_not_moved(engagement):
    visit = PlannedVisitFactory(engagement=engagement, cancelled_at=timezone.now())

    with pytest.raises(visits.VisitCancelled):
        moved(visit, day=ahead(9))


def test_one_visit_a_day_and_none_in_the_past(engagement):
    visit = planned(engagement, ahead(3))
    other = planned(engagement, ahead(4))

    with pytest.raises(visits.DayTaken):
        planned(engagement, ahead(3))
    with pytest.raises(visits.DayTaken):
        moved(other, day=visit.day)
    with pytest.raises(visits.VisitInThePast):
        planned(engagement, ahead(-1))


def test_the_day_is_past_by_the_calendar_of_the_cooperative():
    """At 20:00 UTC it is tomorrow already in India, and still today in Morocco."""
    here, there = (EngagementFactory(cooperative__country=country) for country in ("MA", "IN"))
    with freeze_time("2026-05-10 20:00:00"):
        assert planned(here, dt.date(2026, 5, 10)).day == dt.date(2026, 5, 10)
        with pytest.raises(visits.VisitInThePast):
            planned(there, dt.date(2026, 5, 10))


@pytest.mark.parametrize("status", ["proposed", "accepted", "paused", "closed"])
def test_nothing_is_planned_while_the_engagement_is_not_under_way(engagement, status):
    engagement.status, engagement.ending, engagement.closed_on = status, "reached", ahead(0)
    engagement.save()

    with pytest.raises((visits.NotUnderWay, PermissionDenied)):
        planned(engagement, ahead(3))


def test_only_a_mentor_of_the_engagement_plans_moves_and_cancels(engagement):
    visit = planned(engagement, ahead(3))
    strangers = [
        member_of(engagement.cooperative),
        appointed(Role.MANAGER, "MA"),
        mentor_of(EngagementFactory()),
    ]
    for person in strangers:
        with pytest.raises(PermissionDenied):
            planned(engagement, ahead(8), by=person)
        with pytest.raises(PermissionDenied):
            visits.move_visit(visit, day=ahead(8), by=person)
        with pytest.raises(PermissionDenied):
            visits.cancel_visit(visit, by=person)


def test_overdue_stands_in_front_then_the_nearest_visit():
    mentor = appointed(Role.MENTOR)
    never, silent, missed, near, far, fresh, elsewhere = (
        EngagementFactory(mentors=[mentor], cooperative__name=name, cooperative__country="MA")
        for name in ("Never", "Silent", "Missed", "Near", "Far", "Fresh", "Elsewhere")
    )
    elsewhere.assignments.update(status="ended")
    for engagement, days in [(silent, 50), (missed, 20), (near, 60), (fresh, 3)]:
        CoachingSessionFactory(engagement=engagement, held_on=ahead(-days), logged_by=mentor)
    PlannedVisitFactory(engagement=missed, day=ahead(-2))
    PlannedVisitFactory(engagement=near, day=ahead(1))
    PlannedVisitFactory(engagement=far, day=ahead(9))
    PlannedVisitFactory(engagement=fresh, day=ahead(2), cancelled_at=timezone.now())

    week = week_of(mentor)

    names = [str(row.engagement.cooperative) for row in week]
    assert names == ["Never", "Silent", "Missed", "Near", "Far", "Fresh"]
    assert [row.is_overdue for row in week] == [True, True, True, False, False, False]
    assert [row.missed for row in week] == [False, False, True, False, False, False]


def test_a_session_on_the_day_of_the_visit_settles_it(engagement):
    PlannedVisitFactory(engagement=engagement, day=ahead(0))
    [before] = week_of(mentor_of(engagement))
    logged_session(engagement)
    [after] = week_of(mentor_of(engagement))

    assert (before.day, before.visit is None) == (ahead(0), False)
    assert (after.day, after.visit) == (ahead(30), None)


def test_the_next_meeting_named_in_a_session_stands_in_her_week(engagement):
    logged_session(engagement, next_visit={"day": ahead(7), "starts_at": dt.time(9, 30)})

    [row] = week_of(mentor_of(engagement))
    assert (row.day, row.visit.starts_at) == (ahead(7), dt.time(9, 30))


def test_a_mentor_plans_moves_and_cancels_on_screen(enter, engagement):
    client, sent = enter(mentor_of(engagement)), typed()
    address = reverse("mentoring:plan_visit", args=[engagement.pk])
    for _ in range(2):
        assert client.post(address, sent).url == reverse("mentoring:week")
    visit = PlannedVisit.objects.get()
    assert "Azrou" in page(client, "mentoring:week")
    assert "10:00" in page(client, HOME)

    client.post(reverse("mentoring:change_visit", args=[visit.pk]), typed(starts_at="14:30"))
    assert "14:30" in page(client, "mentoring:week")

    client.post(reverse("mentoring:cancel_visit", args=[visit.pk]), event_fields())
    assert "14:30" not in page(client, "mentoring:week")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "2020-01-01"}, "is past"),
        ({"day": ""}, "This field is required."),
        ({"starts_at": "25:00"}, "Enter a valid time."),
        ({"minutes": "99999"}, "less than or equal to 720"),
        ({"mode": "camel"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(enter, engagement, changes, said):
    address = reverse("mentoring:plan_visit", args=[engagement.pk])

    shown = enter(mentor_of(engagement)).post(address, typed(**changes)).content.decode()

    assert said in shown
    assert "Azrou" in shown
    assert not PlannedVisit.objects.exists()


def test_the_week_of_another_mentor_is_not_shown(enter, engagement):
    PlannedVisitFactory(engagement=engagement)

    assert "Tamghart" not in page(enter(mentor_of(EngagementFactory())), "mentoring:week")


@pytest.mark.parametrize("rows", [1, 4])
def test_the_week_costs_the_same_for_any_number(enter, rows, django_assert_num_queries):
    mentor = appointed(Role.MENTOR)
    for _ in range(rows):
        PlannedVisitFactory(engagement=EngagementFactory(mentors=[mentor]))
    client = enter(mentor)
    page(client, "mentoring:week")

    with django_assert_num_queries(6):
        page(client, "mentoring:week")
