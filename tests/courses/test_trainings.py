"""The activity report: the same figures as the sheet, fixed when it is submitted."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses import ages
from courses.actions import trainings
from courses.actions.days import NotAWorkshop, cancel_day
from courses.models import TrainingReport
from courses.reports.trainings import changed, figures_of
from lms.people.choices import Role
from tests.factories.courses import EnrolmentFactory, lesson, workshop
from tests.factories.days import HELD_ON, NINE, day_of, mark, training
from tests.factories.people import MembershipFactory, appointed
from tests.factories.sign_in import signed_in

from .pages import words

pytestmark = pytest.mark.django_db

LATER = NINE + dt.timedelta(hours=1)
WORDS = {"went_well": "The prices.", "was_difficult": "", "next_steps": "Visit in May."}


@pytest.fixture
def cohort():
    """Two women and a man over two days: two half-days held of the first, one of the second, a third called off."""
    made = training(lesson(), workshop(), people=2)
    for place, sex, year in zip(made.places, ("woman", "man"), (1990, 1960), strict=True):
        place.learner.sex, place.learner.birth_year = sex, year
        place.learner.save()
        MembershipFactory(person=place.learner)
    walker = EnrolmentFactory(cohort=made, learner__sex="woman")
    MembershipFactory(
        person=walker.learner, cooperative=made.places[0].learner.memberships.get().cooperative
    )
    her, him = made.places
    made.days = [day_of(made, HELD_ON + dt.timedelta(days=n)) for n in range(3)]
    mark(made.days[0], "am", "present", her)
    mark(made.days[0], "am", "late", him)
    mark(made.days[0], "pm", "present", her, walker, walked_in=[walker.pk])
    mark(made.days[0], "pm", "absent", him)
    mark(made.days[1], "am", "present", her)
    mark(made.days[1], "am", "excused", him, walker)
    cancel_day(made.days[2], by=made.trainer)
    made.workshop = made.edition.activities.get(key=made.key)
    return made


def test_people_are_counted_once_and_participations_each_time(cohort):
    figures = figures_of(cohort, cohort.workshop)

    assert figures == {
        "days": ["2024-03-04", "2024-03-05"],
        "half_days_planned": 4,
        "half_days": 3,
        "minutes_of_a_half_day": 180,
        "person_hours": 15.0,
        "people": 3,
        "people_by_sex": {"woman": 2, "man": 1, "": 0},
        "people_by_age": {**dict.fromkeys(ages.NAMES, 0), "26-35": 1, "61-150": 1, "unknown": 1},
        "participations": 5,
        "participations_by_sex": {"woman": 4, "man": 1, "": 0},
        "presences": {"present": 4, "late": 1, "excused": 2, "absent": 1},
        "walk_ins": 1,
        "cooperatives": 2,
    }


def test_the_totals_are_those_of_the_sheets(client, cohort):
    client.force_login(cohort.trainer)
    sheets = [client.get(reverse("teach:sheet", args=[day.pk])) for day in cohort.days[:2]]

    on_paper = [total for sheet in sheets for total in sheet.context["totals"] if total != ""]

    assert on_paper == [2, 2, 1]
    assert sum(on_paper) == figures_of(cohort, cohort.workshop)["participations"]


def test_what_was_submitted_stays_and_corrections_show_as_differences(client, cohort):
    report = trainings.submit_report(cohort, cohort.key, **WORDS, by=cohort.trainer)
    before = report.figures
    mark(cohort.days[1], "am", "late", cohort.places[1], at=LATER)

    kept = TrainingReport.objects.get()
    assert kept.figures == before
    lines = changed(figures_of(cohort, cohort.workshop), kept.figures)
    assert ("Participations, counted for each half-day", 6, 5) in lines
    assert ("Marks: excused", 1, 2) in lines
    manager = signed_in(appointed(Role.MANAGER, "MA"), client)
    page = words(manager.get(reverse("teach:report", args=[cohort.pk, cohort.key])))
    assert "Attendance was corrected after this report was submitted." in page
    assert "Participations, counted for each half-day: 5 in the report, 6 today" in page


def test_submitting_twice_changes_nothing(cohort):
    first = trainings.submit_report(cohort, cohort.key, **WORDS, by=cohort.trainer)
    mark(cohort.days[1], "am", "late", cohort.places[1], at=LATER)
    second = trainings.submit_report(
        cohort, cohort.key, **{**WORDS, "went_well": "All"}, by=cohort.trainer
    )

    assert (second.figures, second.went_well) == (first.figures, "The prices.")


def test_words_are_kept_until_it_is_submitted(cohort):
    trainings.keep_report(cohort, cohort.key, **WORDS, by=cohort.trainer)
    assert TrainingReport.objects.get().submitted_at is None

    trainings.submit_report(cohort, cohort.key, **WORDS, by=cohort.trainer)
    with pytest.raises(trainings.ReportSubmitted):
        trainings.keep_report(cohort, cohort.key, **WORDS, by=cohort.trainer)


def test_without_a_day_there_is_nothing_to_report():
    cohort = training(people=1)

    with pytest.raises(trainings.NothingToReport):
        trainings.submit_report(cohort, cohort.key, **WORDS, by=cohort.trainer)
    assert not TrainingReport.objects.exists()


def test_only_workshops_are_reported(cohort):
    other = cohort.edition.activities.get(kind="lesson")

    with pytest.raises(NotAWorkshop):
        trainings.keep_report(cohort, other.key, **WORDS, by=cohort.trainer)


@pytest.mark.parametrize("verb", [trainings.keep_report, trainings.submit_report])
def test_only_who_runs_the_cohort_reports(cohort, verb):
    for by in (appointed(Role.TRAINER), cohort.places[0].learner):
        with pytest.raises(PermissionDenied):
            verb(cohort, cohort.key, **WORDS, by=by)


def test_a_report_is_written_kept_and_submitted_on_its_page(client, cohort):
    client.force_login(cohort.trainer)
    address = reverse("teach:report", args=[cohort.pk, cohort.key])

    client.post(address, WORDS)
    assert "The prices." in client.get(address).content.decode()
    page = client.post(address, {**WORDS, "submit": "yes"}, follow=True)

    assert "Its figures stay as they are." in words(page)
    assert "People, each counted once 3" in words(page)
    assert "<form" not in page.content.decode().partition("<main")[2]


@pytest.mark.parametrize("days", [1, 3])
def test_the_report_costs_the_same_for_any_number_of_days(client, days, django_assert_num_queries):
    cohort = training(people=2)
    for number in range(days):
        mark(day_of(cohort, HELD_ON + dt.timedelta(days=number)), "am", "present", *cohort.places)
    client.force_login(cohort.trainer)

    with django_assert_num_queries(14):
        client.get(reverse("teach:report", args=[cohort.pk, cohort.key]))


@pytest.mark.parametrize(
    ("born", "band"),
    [(2009, "0-15"), (2008, "16-25"), (1990, "26-35"), (1964, "46-60"), (1963, "61-150")],
)
def test_an_age_falls_into_one_band(born, band):
    assert ages.band_of(born, HELD_ON) == band


@pytest.mark.parametrize("born", [None, 2030, 1800])
def test_what_cannot_be_an_age_is_not_known(born):
    assert ages.band_of(born, HELD_ON) == ages.UNKNOWN
