"""Who is reminded of visits of tomorrow and of sessions that wait, when, and how often."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from freezegun import freeze_time

from lms.notices.models import Notice
from lms.people.choices import Office
from lms.people.models import OfficeHolding
from mentoring import tasks
from mentoring.actions import confirmations, notes, reminders, visits
from mentoring.models import CoachingSession
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory
from tests.factories.visits import PlannedVisitFactory

pytestmark = pytest.mark.django_db
VISIT, SESSION = "mentoring.visit_ahead", "mentoring.session_unconfirmed"
WORD = "zqxsecretzqx"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def officer(engagement):
    return office_holder(engagement.cooperative)


def office_holder(cooperative, **held):
    membership = MembershipFactory(cooperative=cooperative, starts_on=dt.date(2024, 1, 1))
    since = {"starts_on": dt.date(2024, 1, 1), **held}
    OfficeHolding.objects.create(membership=membership, office=Office.CHAIR, **since)
    return membership.person


def told(kind):
    """Whom the clock has reminded so far, each as often as she was."""
    for _ in range(2):
        tasks.remind(None)
    rows = Notice.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [notice.person for notice in rows]


def waiting(engagement, days, **facts):
    session = CoachingSessionFactory(engagement=engagement, **facts)
    sent = timezone.now() - dt.timedelta(days=days)
    CoachingSession.objects.filter(pk=session.pk).update(submitted_at=sent)
    return session


def ahead(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_the_day_before_mentors_and_officers_are_told_once(engagement, officer):
    second = AssignmentFactory(engagement=engagement).mentor
    AssignmentFactory(engagement=engagement, status="ended")
    office_holder(engagement.cooperative, ends_on=ahead(-1))
    member_of(engagement.cooperative)
    PlannedVisitFactory(engagement=engagement)

    people = told(VISIT)

    assert set(people) == {mentor_of(engagement), second, officer}
    assert len(people) == 3


@pytest.mark.parametrize("days", [0, 2, 9])
def test_on_other_days_nobody_is_told(engagement, officer, days):
    PlannedVisitFactory(engagement=engagement, day=ahead(days))

    assert told(VISIT) == []


def test_of_a_cancelled_visit_nobody_is_told(engagement, officer):
    PlannedVisitFactory(engagement=engagement, cancelled_at=timezone.now())

    assert told(VISIT) == []


def test_a_visit_moved_away_is_not_told_and_is_told_before_its_new_day(engagement):
    visit = PlannedVisitFactory(engagement=engagement)
    facts = {"starts_at": dt.time(15), "minutes": 60, "mode": "visit", "place": ""}
    visits.move_visit(visit, day=ahead(5), **facts, by=mentor_of(engagement))
    assert told(VISIT) == []

    with freeze_time(timezone.now() + dt.timedelta(days=4)):
        assert told(VISIT) == [mentor_of(engagement)]
    [notice] = Notice.objects.all()
    assert notice.params["day"] == {"day": ahead(5).isoformat()}


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_of_an_engagement_that_rests_nobody_is_told(engagement, officer, status):
    PlannedVisitFactory(engagement=engagement)
    engagement.status, engagement.ending, engagement.closed_on = status, "reached", ahead(0)
    engagement.save()

    assert told(VISIT) == []


def test_tomorrow_is_tomorrow_in_the_country_of_the_cooperative():
    """At 20:00 UTC it is the 11th already in India."""
    here, there = (EngagementFactory(cooperative__country=country) for country in ("MA", "IN"))
    for engagement in (here, there):
        PlannedVisitFactory(engagement=engagement, day=dt.date(2027, 5, 12))

    with freeze_time("2027-05-10 20:00:00"):
        assert told(VISIT) == [mentor_of(there)]
    with freeze_time("2027-05-11 09:00:00"):
        assert told(VISIT) == [mentor_of(there), mentor_of(here)]


@pytest.mark.parametrize(("days", "times"), [(4, 0), (5, 1), (11, 1), (12, 1), (20, 0)])
def test_a_session_that_waits_is_asked_about_after_five_days(engagement, officer, days, times):
    waiting(engagement, days)

    assert told(SESSION) == [officer] * times


def test_it_is_asked_about_twice_and_never_again(engagement, officer):
    session, now = waiting(engagement, 0), timezone.now()
    counted = []
    for days in range(0, 60, 1):
        with freeze_time(now + dt.timedelta(days=days, minutes=1)):
            tasks.remind(None)
        counted.append(Notice.objects.filter(kind=SESSION).count())

    assert (counted[4], counted[5], counted[11], counted[12], counted[59]) == (0, 1, 1, 2, 2)
    session.refresh_from_db()
    assert session.status == "submitted"


def test_without_officers_every_member_is_asked_but_no_mentor_of_the_session(engagement):
    first, second = (member_of(engagement.cooperative) for _ in range(2))
    left = member_of(engagement.cooperative)
    left.memberships.update(ends_on=ahead(-1))
    mentor = mentor_of(engagement)
    MembershipFactory(cooperative=engagement.cooperative, person=mentor)
    waiting(engagement, 6)

    assert set(told(SESSION)) == {first, second}


def test_where_only_officers_read_no_member_is_asked(engagement):
    member_of(engagement.cooperative)
    engagement.readers = "officers"
    engagement.save()
    waiting(engagement, 6)

    assert told(SESSION) == []


def test_of_what_is_answered_nobody_is_asked_any_more(engagement, officer):
    session, disputed = waiting(engagement, 6), waiting(engagement, 6)
    confirmations.confirm_session(session, by=officer)
    confirmations.dispute_session(disputed, "It was shorter.", by=officer)

    assert told(SESSION) == []


def test_no_private_word_is_told(engagement, officer):
    session = waiting(engagement, 6)
    notes.keep_private_note(session, f"Facts {WORD}", by=session.logged_by)
    PlannedVisitFactory(engagement=engagement)
    tasks.remind(None)

    for notice in Notice.objects.all():
        assert WORD not in f"{notice.params} {notice.title} {notice.text}"
    assert Notice.objects.count() == 3


def test_who_does_not_manage_the_country_reminds_nobody(engagement, officer):
    visit = PlannedVisitFactory(engagement=engagement)

    with pytest.raises(PermissionDenied):
        reminders.remind_of_visit(visit, by=officer)
