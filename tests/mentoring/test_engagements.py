import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lms.core.moves import MoveRefused, move
from lms.people.choices import Role
from mentoring import reports
from mentoring.actions import engagements
from mentoring.models import ActionItem, CoachingSession, Engagement
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db
PLAN = {
    "planned_sessions": 12,
    "starts_on": dt.date(2026, 1, 1),
    "ends_on": dt.date(2027, 12, 31),
}


def opened(by, cooperative=None, mentor=None, programme=None, **plan):
    return engagements.open_engagement(
        cooperative or CooperativeFactory(country="MA"),
        mentor or appointed(Role.MENTOR),
        programme or ProgrammeFactory(),
        by=by,
        **{**PLAN, **plan},
    )


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_a_manager_of_the_country_or_an_administrator_opens_an_engagement(role):
    engagement = opened(appointed(role))

    assert engagement.status == "active"
    assert engagement.planned_sessions == 12


@pytest.mark.parametrize("role", [Role.MENTOR, Role.TRAINER, Role.CERTIFIER])
def test_nobody_else_opens_one(role):
    with pytest.raises(PermissionDenied):
        opened(appointed(role))


def test_a_manager_opens_none_in_another_country():
    with pytest.raises(PermissionDenied):
        opened(appointed(Role.MANAGER, "SN"), CooperativeFactory(country="MA"))


def test_only_a_mentor_accompanies():
    with pytest.raises(engagements.NotAMentor, match="Zahra El Fassi is not a mentor"):
        opened(
            appointed(Role.MANAGER), mentor=PersonFactory(first_name="Zahra", last_name="El Fassi")
        )


def test_a_mentor_cannot_accompany_her_own_cooperative():
    membership = MembershipFactory(person=appointed(Role.MENTOR))

    with pytest.raises(engagements.MentorIsMember):
        opened(appointed(Role.MANAGER), membership.cooperative, membership.person)


def test_who_left_the_cooperative_may_become_its_mentor():
    gone = MembershipFactory(person=appointed(Role.MENTOR), ends_on=dt.date(2021, 1, 1))

    assert opened(appointed(Role.MANAGER), gone.cooperative, gone.person).mentor == gone.person


def test_opening_the_same_twice_opens_one():
    manager, cooperative, programme = appointed(Role.MANAGER), CooperativeFactory(), None
    mentor, programme = appointed(Role.MENTOR), ProgrammeFactory()

    first = opened(manager, cooperative, mentor, programme)
    second = opened(manager, cooperative, mentor, programme)

    assert first == second
    assert Engagement.objects.count() == 1


def test_another_plan_for_an_open_engagement_is_refused():
    manager, cooperative = appointed(Role.MANAGER), CooperativeFactory()
    mentor, programme = appointed(Role.MENTOR), ProgrammeFactory()
    opened(manager, cooperative, mentor, programme)

    with pytest.raises(engagements.AlreadyOpen, match="already accompanies"):
        opened(manager, cooperative, mentor, programme, planned_sessions=3)


def test_an_engagement_ends_after_it_starts():
    with pytest.raises(ValidationError, match="cannot end before it starts"):
        opened(appointed(Role.MANAGER), ends_on=dt.date(2025, 1, 1))


def test_a_closed_engagement_stays_closed_and_another_may_be_opened():
    manager, engagement = appointed(Role.MANAGER), EngagementFactory()

    engagements.close_engagement(engagement, by=manager)
    closed = engagements.close_engagement(engagement, by=manager)

    assert closed.status == "closed"
    with pytest.raises(MoveRefused):
        move(closed, Engagement.Status.ACTIVE)
    again = opened(manager, engagement.cooperative, mentor_of(engagement), engagement.programme)
    assert again != engagement


def test_a_mentor_does_not_close_her_engagement():
    engagement = EngagementFactory()

    with pytest.raises(PermissionDenied):
        engagements.close_engagement(engagement, by=mentor_of(engagement))


def test_the_database_holds_what_must_never_be_false():
    engagement = EngagementFactory()
    same = {
        "cooperative": engagement.cooperative,
        "mentor": mentor_of(engagement),
        "programme": engagement.programme,
    }
    for wrong in [same, {"ends_on": dt.date(2019, 1, 1)}, {"planned_sessions": 0}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            EngagementFactory(**wrong)
    for minutes in [0, 721]:
        with pytest.raises(IntegrityError), transaction.atomic():
            CoachingSessionFactory(engagement=engagement, minutes=minutes)


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


def test_what_is_disputed_is_not_delivered_and_what_waits_is_not_confirmed():
    engagement, other = EngagementFactory(), EngagementFactory()
    for status in ["submitted", "submitted", "confirmed", "disputed"]:
        CoachingSessionFactory(engagement=engagement, status=status)
    CoachingSessionFactory(engagement=other, status="confirmed")

    counted = Engagement.objects.with_figures().get(pk=engagement.pk)

    figures = (counted.delivered, counted.confirmed, counted.waiting, counted.disputed)
    assert figures == (3, 1, 2, 1)


def test_totals_count_as_each_engagement_does():
    for statuses in [["submitted", "confirmed"], ["disputed", "confirmed", "submitted"], []]:
        engagement = EngagementFactory(planned_sessions=10)
        for status in statuses:
            CoachingSessionFactory(engagement=engagement, status=status)

    totals = reports.totals(Engagement.objects.all())

    counted = Engagement.objects.with_figures()
    assert totals == {"planned": 30, "delivered": 4, "confirmed": 2, "disputed": 1}
    assert totals["delivered"] == sum(row.delivered for row in counted)


def test_totals_of_nothing_are_nought():
    empty = {"planned": 0, "delivered": 0, "confirmed": 0, "disputed": 0}

    assert reports.totals(Engagement.objects.none()) == empty


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
