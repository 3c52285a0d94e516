"""What a mentor has worked: accepted sessions alone, her own time alone, the same figures in all three forms."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from lms.people.choices import Role
from mentoring.models import CoachingSession, SessionMentor
from mentoring.reports.statements import statement_of
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    mentor_of,
)
from tests.factories.people import PersonFactory, appointed

from .screens import HOME, page

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
AS_OF = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
PERIOD = {"first": FIRST.isoformat(), "last": LAST.isoformat()}


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


def accepted(engagement, day, *, status="accepted", **time):
    session = CoachingSessionFactory(engagement=engagement, held_on=day, status=status)
    names = {"minutes": 90, "preparation_minutes": 20, "travel_minutes": 60, "travel_km": 35}
    session.mentors.update(**{**names, **time})
    return session


def stated(mentor, *, by=None):
    return statement_of(mentor, FIRST, LAST, by=by or mentor, as_of=AS_OF)


def read(client, name, **asked):
    response = client.get(reverse(f"mentoring:{name}"), {**PERIOD, **asked})
    assert response.status_code == 200
    return response.content if name == "statement_pdf" else b"".join(response)


@pytest.mark.parametrize("status", ["submitted", "confirmed", "disputed"])
def test_what_the_programme_has_not_accepted_does_not_count(engagement, status):
    accepted(engagement, FIRST)
    session = CoachingSessionFactory(engagement=engagement, held_on=FIRST)
    CoachingSession.objects.filter(pk=session.pk).update(
        status=status, confirmed_at=AS_OF if status == "confirmed" else None
    )

    statement = stated(mentor_of(engagement))

    assert [line.minutes for line in statement.lines] == [90]


def test_the_first_and_the_last_day_count_and_those_around_do_not(engagement):
    for day in (FIRST, LAST, FIRST - dt.timedelta(days=1), LAST + dt.timedelta(days=1)):
        accepted(engagement, day)

    days = [line.session.held_on for line in stated(mentor_of(engagement)).lines]
    assert days == [FIRST, LAST]


def test_each_time_is_counted_apart_and_added_up(engagement):
    accepted(engagement, FIRST)
    accepted(engagement, LAST, minutes=30, preparation_minutes=0, travel_minutes=10, travel_km=5)

    sums = stated(mentor_of(engagement)).totals
    assert (sums.minutes, sums.preparation, sums.travel, sums.km) == (120, 20, 70, 40)


def test_a_joint_visit_names_both_and_counts_each_ones_own_time(engagement):
    first = mentor_of(engagement)
    second = AssignmentFactory(engagement=engagement).mentor
    session = accepted(engagement, FIRST)
    SessionMentor.objects.create(session=session, mentor=second, minutes=45, travel_km=7)

    [hers], [theirs] = stated(first).lines, stated(second).lines

    assert (hers.minutes, hers.km, theirs.minutes, theirs.km) == (90, 35, 45, 7)
    assert hers.mentors == theirs.mentors == f"{first}, {second}"


def test_a_manager_sees_what_was_done_in_her_country_alone(engagement):
    mentor = mentor_of(engagement)
    abroad = EngagementFactory(mentors=[mentor], cooperative__country="SN")
    accepted(engagement, FIRST)
    accepted(abroad, LAST)

    own = stated(mentor)
    hers = stated(mentor, by=appointed(Role.MANAGER, "MA"))
    all_of_it = stated(mentor, by=appointed(Role.ADMINISTRATOR))

    assert (len(own.lines), own.countries) == (2, [])
    assert ([line.session.held_on for line in hers.lines], hers.countries) == ([FIRST], ["MA"])
    assert len(all_of_it.lines) == 2


def test_page_pdf_and_table_show_the_same_figures(enter, engagement):
    for number in range(30):
        accepted(engagement, FIRST + dt.timedelta(days=number % 28), minutes=61 + number)
    client, statement = enter(mentor_of(engagement)), stated(mentor_of(engagement))
    sums = statement.totals

    book = load_workbook(io.BytesIO(read(client, "statement_xlsx")))
    table = [list(row) for row in book.active.iter_rows(values_only=True)]
    pdf = "\n".join(
        leaf.extract_text() for leaf in PdfReader(io.BytesIO(read(client, "statement_pdf"))).pages
    )
    shown = read(client, "statement").decode() + read(client, "statement", page=2).decode()

    assert [row[4] for row in table[1:31]] == [line.minutes for line in statement.lines]
    assert table[31][4:8] == [sums.minutes, sums.preparation, sums.travel, sums.km]
    for line in statement.lines:
        assert f">{line.minutes}</td>" in shown
        assert f"{line.minutes} {line.preparation} {line.travel} {line.km}" in pdf
    assert f"Total {sums.minutes} {sums.preparation} {sums.travel} {sums.km}" in pdf
    said = {row[0]: row[1] for row in table[33:] if row[0]}
    hours, rest = divmod(sums.minutes, 60)
    for text in (shown, pdf, str(said)):
        assert f"{hours} h {rest:02}" in text
        assert "neither an invoice nor a payment" in " ".join(text.split())
        assert "03/01/2026 to 03/31/2026" in text
        assert "As of" in text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_paper_is_whole_in_french_and_arabic(enter, engagement, language):
    accepted(engagement, FIRST)
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:statement_pdf").replace("/en/", f"/{language}/")

    answer = client.get(address, PERIOD)

    assert answer["Content-Type"] == "application/pdf"
    assert 'attachment; filename="statement-2026-03-01' in answer["Content-Disposition"]
    [leaf] = PdfReader(io.BytesIO(answer.content)).pages
    assert "90" in leaf.extract_text()


def test_a_mentor_never_reads_the_statement_of_another(enter, engagement):
    other = mentor_of(engagement)
    accepted(engagement, FIRST)
    client = enter(appointed(Role.MENTOR))
    asked = {**PERIOD, "mentor": other.pk}

    assert "Tamghart" not in client.get(reverse("mentoring:statement"), asked).content.decode()
    for name in ("statement_pdf", "statement_xlsx"):
        assert client.get(reverse(f"mentoring:{name}"), asked).status_code == 404


def test_a_manager_of_another_country_reads_nothing_of_it(enter, engagement):
    mentor = mentor_of(engagement)
    accepted(engagement, FIRST)
    asked = {**PERIOD, "mentor": mentor.pk}
    client = enter(appointed(Role.MANAGER, "SN"))

    assert "Tamghart" not in client.get(reverse("mentoring:statement"), asked).content.decode()
    assert client.get(reverse("mentoring:statement_pdf"), asked).status_code == 404


def test_a_manager_chooses_among_the_mentors_of_her_country(enter, engagement):
    mentor = mentor_of(engagement)
    accepted(engagement, FIRST)
    client = enter(appointed(Role.MANAGER, "MA"))

    assert "Tamghart" in read(client, "statement", mentor=mentor.pk).decode()
    assert "statement/" in page(client, HOME)


def test_who_was_a_mentor_once_reads_her_own_still(enter, engagement):
    mentor = mentor_of(engagement)
    accepted(engagement, FIRST)
    mentor.appointments.all().delete()
    engagement.assignments.update(status="ended")

    assert "Tamghart" in read(enter(mentor), "statement").decode()
    assert enter(PersonFactory()).get(reverse("mentoring:statement")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "2026-05-01"}, "The period ends before it begins."),
        ({"first": "2020-01-01"}, "A statement covers at most a year."),
        ({"first": "0000-99-99"}, "Enter a valid date."),
        ({"mentor": "99999999999999999999"}, "Select a valid choice."),
        ({"page": "x"}, "Session by session"),
    ],
)
def test_what_is_wrong_is_said_in_words(enter, engagement, asked, said):
    assert said in read(enter(mentor_of(engagement)), "statement", **asked).decode()


def test_a_name_that_begins_like_a_formula_is_text(enter, engagement):
    engagement.cooperative.name = '=HYPERLINK("http://example.org")'
    engagement.cooperative.save()
    accepted(engagement, FIRST)

    book = load_workbook(io.BytesIO(read(enter(mentor_of(engagement)), "statement_xlsx")))

    assert book.active["B2"].data_type == "s"


@pytest.mark.parametrize("rows", [1, 4])
def test_the_statement_costs_the_same_for_any_number(
    enter, engagement, rows, django_assert_num_queries
):
    for number in range(rows):
        accepted(engagement, FIRST + dt.timedelta(days=number))
    client = enter(mentor_of(engagement))
    read(client, "statement")

    with django_assert_num_queries(7):
        read(client, "statement")
