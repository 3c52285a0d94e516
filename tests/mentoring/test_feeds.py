"""Calendar feeds: a secret address, for whom it opens, and when it stops."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lms.people.choices import Role
from mentoring.actions import feeds, notes, visits
from mentoring.models import CalendarFeed
from tests.factories.mentoring import (
    ActionItemFactory,
    EngagementFactory,
    logged_session,
    member_of,
    mentor_of,
    recorded_assembly,
)
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.visits import PlannedVisitFactory

from .screens import page

pytestmark = pytest.mark.django_db
WORD = "zqxsecretzqx"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


def address(secret):
    return reverse("mentoring:calendar", args=[secret])


def fetched(client, secret):
    response = client.get(address(secret))
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def titles(events):
    return sorted(str(event["SUMMARY"]) for event in events)


def ahead(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_a_mentor_s_calendar_has_her_visits_with_all_her_cooperatives(client, engagement):
    mentor = mentor_of(engagement)
    second = EngagementFactory(mentors=[mentor], cooperative__name="Zaafran")
    for one in (engagement, second, EngagementFactory(cooperative__name="Elsewhere")):
        PlannedVisitFactory(engagement=one, day=ahead(3))
    PlannedVisitFactory(engagement=engagement, day=ahead(4), cancelled_at=timezone.now())
    paused = EngagementFactory(mentors=[mentor], status="paused", cooperative__name="Paused")
    PlannedVisitFactory(engagement=paused)
    mentor.language = "fr"
    mentor.save()

    _, secret = feeds.make_feed(by=mentor)

    assert titles(fetched(client, secret)) == ["Visite : Tamghart", "Visite : Zaafran"]


def test_a_cooperative_s_calendar_has_visits_the_next_assembly_and_due_actions(client, engagement):
    member = member_of(engagement.cooperative, language="en")
    PlannedVisitFactory(engagement=engagement, day=ahead(3))
    recorded_assembly(engagement, ahead(-9), next_on=ahead(20))
    session = logged_session(engagement)
    notes.keep_private_note(session, f"Facts {WORD}", by=session.logged_by)
    ActionItemFactory(session=session, text="Write the price list", due_on=ahead(5))
    ActionItemFactory(session=session, text="Done long ago", status="done")
    PlannedVisitFactory(engagement=EngagementFactory(), day=ahead(3))

    _, secret = feeds.make_feed(engagement.cooperative, by=member)
    events = fetched(client, secret)

    assert titles(events) == [
        "Assembly: Tamghart",
        "Due: Write the price list",
        "Visit: Tamghart",
    ]
    starts = {str(event["SUMMARY"]): event.start for event in events}
    assert starts["Assembly: Tamghart"] == ahead(20)
    assert starts["Due: Write the price list"] == ahead(5)
    assert WORD.encode() not in client.get(address(secret)).content


def test_a_moved_visit_keeps_its_name_and_counts_its_changes(client, engagement):
    mentor = mentor_of(engagement)
    visit = PlannedVisitFactory(engagement=engagement, day=ahead(3))
    _, secret = feeds.make_feed(by=mentor)
    [before] = fetched(client, secret)

    facts = {"starts_at": visit.starts_at, "minutes": 90, "mode": "visit", "place": ""}
    visits.move_visit(visit, day=ahead(6), **facts, by=mentor)

    [after] = fetched(client, secret)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.start.date() == ahead(6)
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_of_the_secret_only_its_digest_is_kept(engagement):
    feed, secret = feeds.make_feed(by=mentor_of(engagement))

    assert len(secret) >= 32
    assert secret not in str([list(row) for row in CalendarFeed.objects.values_list()])
    assert secret not in f"{feed} {feed!r}"


def test_a_new_address_withdraws_the_one_before(client, engagement):
    mentor = mentor_of(engagement)
    _, first = feeds.make_feed(by=mentor)
    _, second = feeds.make_feed(by=mentor)

    assert client.get(address(first)).status_code == 404
    assert client.get(address(second)).status_code == 200
    assert mentor.calendar_feeds.standing().count() == 1


def test_unknown_and_withdrawn_answer_alike(client, engagement):
    mentor = mentor_of(engagement)
    feed, secret = feeds.make_feed(by=mentor)
    for _ in range(2):
        feeds.withdraw_feed(feed, by=mentor)

    withdrawn, unknown = client.get(address(secret)), client.get(address("A" * 32))

    assert (withdrawn.status_code, unknown.status_code) == (404, 404)
    assert withdrawn.content == unknown.content
    assert withdrawn.headers.items() == unknown.headers.items()


def test_it_stops_when_the_mentor_s_role_ends(client, engagement):
    mentor = mentor_of(engagement)
    _, secret = feeds.make_feed(by=mentor)
    mentor.appointments.update(ends_on=ahead(-1))

    assert client.get(address(secret)).status_code == 404


def test_it_stops_when_a_member_leaves_or_her_account_is_closed(client, engagement):
    left, closed = member_of(engagement.cooperative), member_of(engagement.cooperative)
    secrets = [feeds.make_feed(engagement.cooperative, by=person)[1] for person in (left, closed)]
    left.memberships.update(ends_on=ahead(-1))
    closed.is_active = False
    closed.save()

    assert [client.get(address(secret)).status_code for secret in secrets] == [404, 404]


def test_who_is_released_has_the_cooperative_no_longer_in_her_calendar(client, engagement):
    PlannedVisitFactory(engagement=engagement)
    _, secret = feeds.make_feed(by=mentor_of(engagement))
    assert len(fetched(client, secret)) == 1
    engagement.assignments.update(status="ended")

    assert fetched(client, secret) == []


def test_only_a_mentor_has_her_own_and_only_members_that_of_a_cooperative(engagement):
    for person in (PersonFactory(), member_of(engagement.cooperative), appointed(Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            feeds.make_feed(by=person)
    for person in (mentor_of(engagement), MembershipFactory().person, appointed(Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            feeds.make_feed(engagement.cooperative, by=person)


def test_nobody_withdraws_the_calendar_of_another(enter, engagement):
    feed, _ = feeds.make_feed(by=mentor_of(engagement))
    other = appointed(Role.MENTOR)

    with pytest.raises(PermissionDenied):
        feeds.withdraw_feed(feed, by=other)
    gone = enter(other).post(reverse("mentoring:withdraw_feed", args=[feed.pk]))
    assert gone.status_code == 404


def test_no_proxy_keeps_it_and_no_page_is_told_where_it_was(client, engagement):
    _, secret = feeds.make_feed(by=mentor_of(engagement))

    response = client.get(address(secret))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_what_has_not_changed_is_not_sent_again(client, engagement):
    PlannedVisitFactory(engagement=engagement, day=ahead(3))
    _, secret = feeds.make_feed(by=mentor_of(engagement))
    etag = client.get(address(secret))["ETag"]

    same = client.get(address(secret), headers={"If-None-Match": etag})
    PlannedVisitFactory(engagement=engagement, day=ahead(4))
    changed = client.get(address(secret), headers={"If-None-Match": etag})

    assert (same.status_code, same.content, same["Cache-Control"]) == (
        304,
        b"",
        "private, no-store",
    )
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_the_log_never_holds_the_secret(client, engagement, caplog):
    caplog.set_level("DEBUG")
    mentor = mentor_of(engagement)
    feed, secret = feeds.make_feed(by=mentor)
    client.get(address(secret))
    feeds.withdraw_feed(feed, by=mentor)
    client.get(address(secret))
    client.post(address(secret))

    ours = [one for one in caplog.records if not one.name.startswith("django.db")]
    said = " ".join(f"{one.getMessage()} {one.args}" for one in ours)
    assert "Not Found" in said
    assert secret not in said


def test_a_mentor_makes_it_sees_it_once_and_withdraws_it(enter, client, engagement):
    browser = enter(mentor_of(engagement))
    assert "My visits as a mentor" in page(browser, "mentoring:feeds")

    made = browser.post(reverse("mentoring:make_feed"))
    feed = CalendarFeed.objects.get()

    assert 'href="webcal://' in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    later = page(browser, "mentoring:feeds")
    assert "In use since" in later
    assert ".ics" not in later
    browser.post(reverse("mentoring:withdraw_feed", args=[feed.pk]))
    assert "In use since" not in page(browser, "mentoring:feeds")


@pytest.mark.parametrize("told", ["999999999999999999999", "x", "0"])
def test_a_cooperative_that_is_not_hers_is_refused_in_words(enter, engagement, told):
    browser = enter(member_of(engagement.cooperative))

    answer = browser.post(reverse("mentoring:make_feed"), {"cooperative": told}, follow=True)

    assert "Choose one of your own cooperatives." in answer.content.decode()
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("rows", [1, 500])
def test_five_hundred_visits_cost_as_many_queries_as_one(
    client, engagement, rows, django_assert_num_queries
):
    for number in range(rows):
        PlannedVisitFactory(engagement=engagement, day=ahead(number))
    _, secret = feeds.make_feed(by=mentor_of(engagement))

    with django_assert_num_queries(3):
        assert len(fetched(client, secret)) == rows


@pytest.mark.parametrize("rows", [1, 4])
def test_a_cooperative_s_calendar_costs_the_same_for_any_number(
    client, engagement, rows, django_assert_num_queries
):
    member = member_of(engagement.cooperative)
    session = logged_session(engagement)
    for number in range(rows):
        PlannedVisitFactory(engagement=engagement, day=ahead(number))
        ActionItemFactory(session=session)
        recorded_assembly(engagement, ahead(-9), next_on=ahead(number))
    _, secret = feeds.make_feed(engagement.cooperative, by=member)

    with django_assert_num_queries(5):
        fetched(client, secret)


@pytest.mark.parametrize("of_a_cooperative", [True, False])
def test_the_database_too_holds_one_feed_at_a_time(engagement, of_a_cooperative):
    same = {
        "owner": mentor_of(engagement),
        "cooperative": engagement.cooperative if of_a_cooperative else None,
        "language": "fr",
    }
    first = CalendarFeed.objects.create(digest="a" * 64, **same)

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(digest="b" * 64, **same)
    first.withdrawn_at = timezone.now()
    first.save()
    CalendarFeed.objects.create(digest="b" * 64, **same)
