"""When activities of a cohort open and are due."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses.actions.dates import Dates, DueBeforeOpen, OutsideTheCohort, set_dates
from courses.actions.learning import NotInThisCourse
from courses.models import ActivityDates
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, edition, lesson
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = (dt.date(2026, month, 3) for month in (3, 4, 5))


@pytest.fixture
def taught():
    """A cohort of two lessons from March to May, their keys, and its trainer."""
    first, second = lesson(), lesson()
    cohort = CohortFactory(edition=edition(first, second), opens_on=MARCH, closes_on=MAY)
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    return cohort, [first.key, second.key], trainer


def kept(cohort):
    return {row.activity_key: (row.opens_on, row.due_on) for row in cohort.activity_dates.all()}


def test_dates_are_kept_for_each_activity(taught):
    cohort, keys, trainer = taught

    set_dates(cohort, [Dates(keys[0], MARCH, APRIL), Dates(keys[1], None, MAY)], by=trainer)

    assert kept(cohort) == {keys[0]: (MARCH, APRIL), keys[1]: (None, MAY)}


def test_without_days_an_activity_is_open_as_long_as_the_cohort(taught):
    cohort, keys, trainer = taught
    set_dates(cohort, [Dates(keys[0], MARCH), Dates(keys[1], APRIL)], by=trainer)

    set_dates(cohort, [Dates(keys[0])], by=trainer)

    assert kept(cohort) == {keys[1]: (APRIL, None)}


def test_history_holds_what_was_changed_and_nothing_else(taught):
    cohort, keys, trainer = taught
    for opens_on in (MARCH, MARCH, APRIL, None, None):
        set_dates(cohort, [Dates(keys[0], opens_on)], by=trainer)

    kinds = ActivityDates.history.order_by("history_id").values_list("history_type", flat=True)
    assert list(kinds) == ["+", "~", "-"]


@pytest.mark.parametrize(
    ("opens_on", "due_on", "refusal"),
    [
        (dt.date(2026, 3, 2), None, OutsideTheCohort),
        (None, dt.date(2026, 5, 4), OutsideTheCohort),
        (APRIL, MARCH, DueBeforeOpen),
    ],
)
def test_days_that_cannot_be_are_refused_all_together(taught, opens_on, due_on, refusal):
    cohort, keys, trainer = taught

    with pytest.raises(refusal):
        set_dates(cohort, [Dates(keys[0], MARCH), Dates(keys[1], opens_on, due_on)], by=trainer)
    assert kept(cohort) == {}


def test_an_activity_of_another_course_is_refused(taught):
    cohort, _keys, trainer = taught

    with pytest.raises(NotInThisCourse):
        set_dates(cohort, [Dates(uuid.uuid4(), MARCH)], by=trainer)


@pytest.mark.parametrize("who", [PersonFactory, lambda: appointed(Role.TRAINER)])
def test_only_who_runs_the_cohort_sets_dates(taught, who):
    cohort, keys, _trainer = taught

    with pytest.raises(PermissionDenied):
        set_dates(cohort, [Dates(keys[0], MARCH)], by=who())


# The screen


def address(cohort):
    return reverse("teach:dates", args=[cohort.pk])


def test_the_form_writes_only_what_was_changed_on_it(client, taught):
    cohort, keys, trainer = taught
    client.force_login(trainer)
    client.get(address(cohort))
    # Meanwhile a colleague wrote of the second one, which this page showed empty.
    set_dates(cohort, [Dates(keys[1], MARCH, MAY)], by=trainer)

    response = client.post(
        address(cohort),
        {
            f"opens-{keys[0]}": "2026-04-03",
            f"initial-opens-{keys[0]}": "",
            f"opens-{keys[1]}": "",
            f"initial-opens-{keys[1]}": "",
            f"due-{keys[1]}": "2026-04-03",
            f"initial-due-{keys[1]}": "",
        },
    )

    assert response.status_code == 302
    assert kept(cohort) == {keys[0]: (APRIL, None), keys[1]: (MARCH, APRIL)}


def test_a_refused_day_is_kept_on_the_form_with_the_reason(client, taught):
    cohort, keys, trainer = taught
    client.force_login(trainer)

    page = client.post(address(cohort), {f"opens-{keys[0]}": "2027-01-01"}).content.decode()

    assert "is not while the cohort is open" in page
    assert 'value="2027-01-01"' in page


def test_due_before_open_is_said_at_its_field(client, taught):
    cohort, keys, trainer = taught
    client.force_login(trainer)

    page = client.post(
        address(cohort),
        {f"opens-{keys[0]}": "2026-04-03", f"due-{keys[0]}": "2026-03-03"},
    ).content.decode()

    assert "An activity cannot be due before it opens." in page
    assert kept(cohort) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_the_screen_costs_the_same_for_any_number_of_activities_and_changes(
    client, django_assert_num_queries, number
):
    lessons = [lesson() for _ in range(number)]
    cohort = CohortFactory(edition=edition(*lessons), opens_on=MARCH, closes_on=MAY)
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    set_dates(cohort, [Dates(one.key, MARCH, MAY) for one in lessons], by=trainer)
    client.force_login(trainer)

    with django_assert_num_queries(8):
        page = client.get(address(cohort)).content.decode()

    assert page.count("opens on March 3, 2026 · due on May 3, 2026") == number
