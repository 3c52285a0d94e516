"""A month is closed once, in order, and its report says the same for ever, byte for byte."""

import csv
import datetime as dt
import hashlib
import io
import json
import uuid
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from openpyxl import load_workbook

from lms.people.choices import Role, Sex
from mentoring.actions import months
from mentoring.models import Amendment, ClosedMonth, CoachingSession
from mentoring.reports import month_sheets
from mentoring.reports import months as report
from tests.factories.mentoring import CoachingSessionFactory, EngagementFactory, mentor_of
from tests.factories.people import MembershipFactory, PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


@pytest.fixture
def engagement():
    return EngagementFactory(
        cooperative__country="MA",
        cooperative__name="Tamghart",
        cooperative__region="Souss-Massa",
        mentors=[appointed(Role.MENTOR, first_name="Nadia", last_name="Alami")],
    )


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA", first_name="Samira", last_name="Idrissi")


def session_of(engagement, day, *, status="accepted", **facts):
    return CoachingSessionFactory(engagement=engagement, held_on=day, status=status, **facts)


def amended(session, by, **changes):
    """Amended after it was locked, as the action does it."""
    before = {"held_on": session.held_on.isoformat(), "minutes": session.minutes, "attendees": []}
    amendment = Amendment.objects.create(
        id=uuid.uuid4(),
        session=session,
        version=session.version + 1,
        before=before,
        after={**before, **changes},
        reason="It was shorter.",
        made_by=by,
        after_lock=True,
    )
    session.version += 1
    session.minutes = changes["minutes"]
    session.save()
    return amendment


def facts(month):
    return ClosedMonth.objects.get(month=month).facts


def test_a_month_takes_what_is_accepted_and_leaves_the_rest(engagement, manager):
    taken = [session_of(engagement, dt.date(2026, 3, day)) for day in (1, 31)]
    left = [
        session_of(engagement, dt.date(2026, 4, 1)),
        *(
            session_of(engagement, dt.date(2026, 3, 5), status=status)
            for status in ("submitted", "confirmed", "disputed")
        ),
    ]

    closed = months.close_month("MA", MARCH, by=manager)

    assert [one["id"] for one in closed.facts["sessions"]] == [str(one.pk) for one in taken]
    assert set(CoachingSession.objects.filter(status="locked")) == set(taken)
    assert set(CoachingSession.objects.filter(closed_month=None)) == set(left)
    last = taken[0].history.first()
    assert (last.status, last.closed_month, last.history_user) == ("locked", closed, manager)


def test_closing_twice_is_once(engagement, manager):
    session_of(engagement, MARCH)
    first = months.close_month("MA", MARCH, by=manager)
    session_of(engagement, MARCH)

    again = months.close_month("MA", dt.date(2026, 3, 20), by=appointed(Role.ADMINISTRATOR))

    assert (again.pk, again.digest) == (first.pk, first.digest)
    assert ClosedMonth.objects.get().closed_by == manager


def test_what_is_accepted_late_goes_into_the_next_month_and_is_marked(engagement, manager):
    session_of(engagement, MARCH)
    months.close_month("MA", MARCH, by=manager)
    session_of(engagement, dt.date(2026, 3, 30))
    session_of(engagement, APRIL)

    closed = months.close_month("MA", APRIL, by=manager)

    assert [(one["held_on"], one["late"]) for one in closed.facts["sessions"]] == [
        ("2026-03-30", True),
        ("2026-04-01", False),
    ]
    assert closed.facts["totals"]["late"] == 1


def test_a_month_is_closed_only_when_it_is_over(engagement, manager):
    session_of(engagement, MARCH)
    for day in ("2026-03-31", "2026-03-01"):
        with freeze_time(day), pytest.raises(months.MonthNotOver):
            months.close_month("MA", MARCH, by=manager)
    with freeze_time("2026-04-01"):
        months.close_month("MA", MARCH, by=manager)


def test_no_month_is_closed_before_one_that_is_closed(engagement, manager):
    months.close_month("MA", APRIL, by=manager)

    with pytest.raises(months.MonthOutOfOrder):
        months.close_month("MA", MARCH, by=manager)
    months.close_month("SN", MARCH, by=appointed(Role.MANAGER, "SN"))
    assert ClosedMonth.objects.count() == 2


def test_each_country_has_its_own_months(engagement, manager):
    mine = session_of(engagement, MARCH)
    foreign = session_of(EngagementFactory(cooperative__country="SN"), MARCH)

    closed = months.close_month("MA", MARCH, by=manager)

    assert [one["id"] for one in closed.facts["sessions"]] == [str(mine.pk)]
    foreign.refresh_from_db()
    assert foreign.status == "accepted"


def test_only_who_manages_the_country_closes_its_months(engagement):
    for person in (mentor_of(engagement), appointed(Role.MANAGER, "SN"), PersonFactory()):
        with pytest.raises(PermissionDenied):
            months.close_month("MA", MARCH, by=person)


def test_the_report_tells_who_was_there_and_counts_a_joint_visit_once(engagement, manager):
    other = appointed(Role.MENTOR, first_name="Leila", last_name="Bennis")
    session = session_of(
        engagement, MARCH, minutes=120, guests_men=2, mentors=[mentor_of(engagement), other]
    )
    session.mentors.filter(mentor=other).update(
        minutes=60, preparation_minutes=30, travel_minutes=45, travel_km=12
    )
    for year in (1996, None):
        session.attendees.add(
            MembershipFactory(
                cooperative=engagement.cooperative,
                person__sex=Sex.WOMAN,
                person__birth_year=year,
            )
        )
    session_of(engagement, MARCH, confirmed_at=None, accepted_because="No phone.")

    months.close_month("MA", MARCH, by=manager)

    told = facts(MARCH)
    one = next(row for row in told["sessions"] if row["id"] == str(session.pk))
    assert one["heads"] == {"women": 2, "men": 2, "not_stated": 0}
    assert one["ages"] == {"26-35": 1, "unknown": 1}
    assert [(row["name"], row["minutes"]) for row in one["mentors"]] == [
        ("Nadia Alami", 120),
        ("Leila Bennis", 60),
    ]
    assert told["totals"] == {
        "sessions": 2,
        "confirmed": 1,
        "late": 0,
        "contact": 210,
        "mentor_minutes": 270,
        "preparation": 30,
        "travel": 45,
        "km": 12,
    }


def test_an_amendment_after_the_lock_is_told_once_by_the_next_report(engagement, manager):
    session = session_of(engagement, MARCH)
    months.close_month("MA", MARCH, by=manager)
    session.refresh_from_db()
    amended(session, manager, minutes=60)

    months.close_month("MA", APRIL, by=manager)
    months.close_month("MA", dt.date(2026, 5, 1), by=manager)

    [told] = facts(APRIL)["amendments"]
    assert (told["before"], told["after"]) == ({"minutes": 90}, {"minutes": 60})
    assert (told["reported_in"], told["made_by"]["name"]) == ("2026-03", "Samira Idrissi")
    assert facts(dt.date(2026, 5, 1))["amendments"] == []
    assert facts(MARCH)["sessions"][0]["minutes"] == 90


def test_a_closed_month_is_never_changed_nor_deleted(engagement, manager):
    closed = months.close_month("MA", MARCH, by=manager)

    with pytest.raises(TypeError):
        closed.save()
    with pytest.raises(TypeError):
        closed.delete()


def test_the_digest_is_of_the_facts_in_whatever_order(engagement, manager):
    session_of(engagement, MARCH)
    closed = months.close_month("MA", MARCH, by=manager)

    known = ClosedMonth.objects.get(pk=closed.pk)
    turned = json.loads(json.dumps(dict(reversed(known.facts.items()))))
    assert report.digest_of(known.facts) == report.digest_of(turned) == closed.digest


@contextmanager
def everything_changed(session, manager):
    """People are renamed, birth years put right, the session amended, the cooperative moved; and it is another day."""
    member = session.attendees.get()
    person, cooperative, mentor = member.person, member.cooperative, session.logged_by
    person.birth_year, person.sex = 1950, Sex.MAN
    mentor.last_name = manager.last_name = "Renamed"
    cooperative.name, cooperative.region = "Renamed", "Elsewhere"
    for row in (person, mentor, manager, cooperative):
        row.save()
    session.refresh_from_db()
    amended(session, manager, minutes=30)
    with freeze_time("2031-07-08 09:10:11"):
        yield


@pytest.fixture
def closed(engagement, manager):
    session = session_of(engagement, MARCH)
    session.attendees.add(MembershipFactory(cooperative=engagement.cooperative))
    return months.close_month("MA", MARCH, by=manager)


def content(client, closed, kind, language="en"):
    address = reverse("mentoring:month_report", args=[closed.pk, kind])
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_report_is_the_same_byte_for_byte_whatever_changes(
    enter, closed, manager, kind, language
):
    with freeze_time("2026-05-02 08:00:00"):
        before = content(enter(manager), closed, kind, language)

    with everything_changed(CoachingSession.objects.get(), manager):
        after = content(enter(manager), closed, kind, language)

    assert hashlib.sha256(after).hexdigest() == hashlib.sha256(before).hexdigest()


def test_the_report_does_not_speak_a_later_translation(enter, closed, manager, monkeypatch):
    before = content(enter(manager), closed, "csv")
    monkeypatch.setattr("mentoring.reports.month_words._", lambda words: f"New {words}")

    assert content(enter(manager), closed, "csv") == before


def test_facts_that_were_altered_are_not_reported(enter, closed, manager):
    changed = {**closed.facts, "totals": {**closed.facts["totals"], "sessions": 99}}
    ClosedMonth.objects.filter(pk=closed.pk).update(facts=changed)
    client = enter(manager)

    for name, args in (
        ("mentoring:month_report", [closed.pk, "xlsx"]),
        ("mentoring:month_report", [closed.pk, "csv"]),
        ("mentoring:month_amendments", [closed.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302
    assert "altered after it was closed" in page(client, "mentoring:month", closed.pk)
    assert "byte for byte" not in page(client, "mentoring:month", closed.pk)


def test_workbook_and_table_hold_the_same_sessions(enter, closed, manager):
    client = enter(manager)

    book = load_workbook(io.BytesIO(content(client, closed, "xlsx")))
    rows = list(csv.reader(io.StringIO(content(client, closed, "csv").decode("utf-8-sig"))))

    assert book.sheetnames == ["Figures", "Sessions", "Times of mentors", "Amendments"]
    typed = [
        ["" if cell.value is None else str(cell.value) for cell in row] for row in book["Sessions"]
    ]
    assert typed == rows
    assert len(rows) == 2


def test_every_row_has_a_heading_for_each_cell(engagement, manager, closed):
    amended(CoachingSession.objects.get(), manager, minutes=60)
    later = months.close_month("MA", APRIL, by=manager)

    for told in (closed.facts, later.facts):
        for language in ("fr", "ar", "en"):
            for sheet in month_sheets.sheets_of(told, language):
                assert {len(row) for row in sheet.rows} <= {len(sheet.headings)}


def test_before_closing_the_page_says_what_is_left_out(enter, engagement, manager):
    session_of(engagement, MARCH)
    for status, number in (("submitted", 2), ("disputed", 3), ("confirmed", 4)):
        for _ in range(number):
            session_of(engagement, dt.date(2026, 3, 5), status=status)
    client = enter(manager)

    shown = client.get(reverse("mentoring:months"))

    preview = shown.context["preview"]
    assert (preview["taken"], preview["unconfirmed"]) == (1, 2)
    assert (preview["disputed"], preview["unaccepted"]) == (3, 4)
    assert len(shown.context["left"]) == 9
    assert "Close March 2026" in shown.content.decode()


def test_a_manager_closes_a_month_on_its_page_and_takes_the_report(enter, engagement, manager):
    session_of(engagement, MARCH)
    client = enter(manager)

    sent = {"country": "MA", "month": "2026-03"}
    answer = client.post(reverse("mentoring:close_month"), sent, follow=True)

    closed = ClosedMonth.objects.get()
    assert closed.digest in answer.content.decode()
    assert reverse("mentoring:month_report", args=[closed.pk, "xlsx"]) in answer.content.decode()
    assert "Next: April 2026" in page(client, "mentoring:months")


@pytest.mark.parametrize(
    "sent", [{}, {"country": "MA", "month": "2026-13"}, {"country": "XX", "month": "2026-03"}]
)
def test_what_is_no_month_closes_nothing(enter, manager, sent):
    answer = enter(manager).post(reverse("mentoring:close_month"), sent, follow=True)

    assert "Choose a month" in answer.content.decode()
    assert not ClosedMonth.objects.exists()


def test_a_month_of_another_country_does_not_exist(enter, closed):
    client = enter(appointed(Role.MANAGER, "SN"))

    for name, args in (("month", []), ("month_report", ["xlsx"]), ("month_amendments", [])):
        address = reverse(f"mentoring:{name}", args=[closed.pk, *args])
        assert client.get(address).status_code == 404
    sent = {"country": "MA", "month": "2026-04"}
    assert client.post(reverse("mentoring:close_month"), sent).status_code == 403


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_for_any_number(
    enter, engagement, manager, rows, django_assert_num_queries
):
    for number in range(1, rows + 1):
        months.close_month("MA", dt.date(2025, number, 1), by=manager)
        session_of(engagement, MARCH)
        session_of(engagement, dt.date(2025, 1, 5), status="submitted")
    client = enter(manager)
    page(client, "mentoring:months")

    with django_assert_num_queries(15):
        page(client, "mentoring:months")


@pytest.mark.parametrize("rows", [1, 30])
def test_closing_costs_the_same_for_any_number(engagement, manager, rows, captured):
    for number in range(rows):
        session_of(engagement, dt.date(2026, 3, 1 + number))
    assert manager.managed_countries == ["MA"]

    with captured() as queries:
        months.close_month("MA", MARCH, by=manager)

    assert len(queries) == 15
    assert timezone.localdate().isoformat() == facts(MARCH)["closed_on"]
