"""Who sees an engagement, and what it comes to."""

import datetime as dt

import pytest

from lms.people.choices import Role
from mentoring.models import (
    ActionItem,
    CoachingSession,
    Engagement,
)
from mentoring.reports import figures
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import (
    MembershipFactory,
    OfficeHoldingFactory,
    appointed,
)

pytestmark = pytest.mark.django_db


def people_around(engagement):
    """One of each, the last three with nothing to see here."""
    return {
        "mentor": mentor_of(engagement),
        "member": member_of(engagement.cooperative),
        "manager": appointed(Role.MANAGER, engagement.cooperative.country),
        "administrator": appointed(Role.ADMINISTRATOR),
        "manager elsewhere": appointed(Role.MANAGER, "SN"),
        "another mentor": mentor_of(EngagementFactory()),
        "member of another cooperative": MembershipFactory().person,
        "former member": MembershipFactory(
            cooperative=engagement.cooperative, ends_on=dt.date(2021, 1, 1)
        ).person,
        "trainer": appointed(Role.TRAINER),
        "certifier": appointed(Role.CERTIFIER),
    }


def test_who_sees_an_engagement_its_sessions_and_its_actions():
    engagement = EngagementFactory(cooperative__country="MA")
    action = ActionItemFactory(session__engagement=engagement)

    for rows, one in [
        (Engagement.objects, engagement),
        (CoachingSession.objects, action.session),
        (ActionItem.objects, action),
    ]:
        seeing = {
            name
            for name, person in people_around(engagement).items()
            if rows.visible_to(person).filter(pk=one.pk).exists()
        }
        assert seeing == {"mentor", "member", "manager", "administrator"}


def test_who_is_only_asked_sees_the_question_and_nothing_that_was_recorded():
    engagement = EngagementFactory()
    action = ActionItemFactory(session__engagement=engagement)
    asked = AssignmentFactory(engagement=engagement, status="asked", has_conflict=None).mentor

    assert engagement in Engagement.objects.asked_of(asked)
    assert engagement not in Engagement.objects.visible_to(asked)
    assert action.session not in CoachingSession.objects.visible_to(asked)
    assert action not in ActionItem.objects.visible_to(asked)


def test_where_officers_alone_read_other_members_see_no_session():
    engagement = EngagementFactory(readers="officers")
    session = CoachingSessionFactory(engagement=engagement)
    officer = OfficeHoldingFactory(membership__cooperative=engagement.cooperative).membership.person
    member = member_of(engagement.cooperative)

    assert session in CoachingSession.objects.visible_to(officer)
    assert session not in CoachingSession.objects.visible_to(member)
    assert not CoachingSession.objects.waiting_for(member).exists()


def test_what_is_disputed_is_not_delivered_and_what_waits_is_not_confirmed():
    engagement, other = EngagementFactory(), EngagementFactory()
    for status in ["submitted", "submitted", "confirmed", "disputed"]:
        CoachingSessionFactory(engagement=engagement, status=status)
    CoachingSessionFactory(engagement=other, status="confirmed")

    counted = Engagement.objects.with_figures().get(pk=engagement.pk)

    found = (counted.delivered, counted.confirmed, counted.waiting, counted.disputed)
    assert found == (3, 1, 2, 1)


def test_totals_count_as_each_engagement_does():
    for statuses in [["submitted", "confirmed"], ["disputed", "confirmed", "submitted"], []]:
        engagement = EngagementFactory(planned_sessions=10)
        for status in statuses:
            CoachingSessionFactory(engagement=engagement, status=status)

    totals = figures.totals(Engagement.objects.all())

    counted = Engagement.objects.with_figures()
    assert totals == {"planned": 30, "delivered": 4, "confirmed": 2, "disputed": 1}
    assert totals["delivered"] == sum(row.delivered for row in counted)


def test_totals_of_nothing_are_nought():
    empty = {"planned": 0, "delivered": 0, "confirmed": 0, "disputed": 0}

    assert figures.totals(Engagement.objects.none()) == empty


def test_only_open_actions_past_their_day_are_overdue():
    late = dt.date(2024, 5, 1)
    engagement = EngagementFactory()
    session = CoachingSessionFactory(engagement=engagement)
    for status in ["to_do", "doing", "done", "dropped"]:
        ActionItemFactory(session=session, due_on=late, status=status)
    ActionItemFactory(session=session)

    assert Engagement.objects.with_figures().get(pk=engagement.pk).overdue == 2


def test_who_waits_longest_for_a_session_comes_first():
    recent, never, old = EngagementFactory.create_batch(3)
    CoachingSessionFactory(engagement=recent, held_on=dt.date(2026, 5, 1))
    CoachingSessionFactory(engagement=old, held_on=dt.date(2026, 1, 1))

    listed = Engagement.objects.with_figures().longest_silent_first()

    assert list(listed) == [never, old, recent]
