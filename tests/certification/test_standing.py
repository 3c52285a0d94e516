"""Certified stays; active is computed from the trainings of the last 12 months."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from certification import standing
from courses.models import TrainingReport
from lms.people.choices import Role
from tests.factories.certification import credential, revoked, scheme, suspended
from tests.factories.days import TrainingDayFactory
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db

ISSUED = "2026-06-05 12:00"


@pytest.fixture
def trainer():
    """A certified trainer; her certificate has no end."""
    with freeze_time(ISSUED):
        return credential(scheme(kind="trainer"))


def trained(person, ended_on, *, accepted=True):
    day = TrainingDayFactory(trainer=person)
    now = timezone.now()
    return TrainingReport.objects.create(
        cohort=day.cohort,
        activity_key=day.activity_key,
        figures={"days": [ended_on], "people": 12, "people_by_sex": {}},
        submitted_at=now,
        submitted_by=person,
        accepted_at=now if accepted else None,
        accepted_by=appointed(Role.MANAGER) if accepted else None,
    )


def on(issued, day):
    return standing.of(issued, dt.date.fromisoformat(day))


def test_a_new_trainer_is_active_for_twelve_months_and_then_dormant(trainer):
    with freeze_time("2027-07-01"):
        assert on(trainer, "2027-06-04") == ("active", None)
        assert on(trainer, "2027-06-05") == ("dormant", None)


def test_an_accepted_training_makes_her_active_for_twelve_months(trainer):
    with freeze_time("2028-03-01"):
        trained(trainer.person, "2028-02-10")
        assert on(trainer, "2028-03-01") == ("active", dt.date(2028, 2, 10))
        assert on(trainer, "2029-02-10") == ("dormant", dt.date(2028, 2, 10))


def test_what_nobody_accepted_or_another_led_does_not_count(trainer):
    with freeze_time("2028-03-01"):
        trained(trainer.person, "2028-02-10", accepted=False)
        trained(appointed(Role.TRAINER), "2028-02-10")

        assert on(trainer, "2028-03-01") == ("dormant", None)


def test_a_suspended_trainer_is_not_active_and_a_withdrawn_one_has_no_standing(trainer):
    held = suspended(trainer)
    assert standing.of(held, timezone.localdate()).state == "suspended"

    assert standing.of(revoked(held), timezone.localdate()) is None


def test_other_kinds_have_no_standing():
    assert standing.of(credential(scheme(kind="achievement")), timezone.localdate()) is None


def test_the_public_page_shows_it_for_trainers_alone(client, trainer):
    with freeze_time("2028-03-01"):
        trained(trainer.person, "2028-02-10")
        shown = client.get(reverse("verify:code", args=[trainer.token])).content.decode()
        other = client.get(reverse("verify:code", args=[credential().token])).content.decode()

    assert "Last training: Feb" in shown
    assert "Active" in shown
    assert "Last training" not in other
