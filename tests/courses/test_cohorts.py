"""Cohorts: opening and running them, places, trainers."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from courses import policy
from courses.actions import cohorts as actions
from courses.models import Cohort, Completion
from lms.people.choices import Role
from tests.factories import courses as factories
from tests.factories.courses import CohortFactory, EnrolmentFactory, ProgrammeFactory
from tests.factories.people import CooperativeFactory, PersonFactory, appointed

from .cohorts import member_enrolled, rows_of

pytestmark = pytest.mark.django_db


def trainer_of(programme, **person):
    trainer = appointed(Role.TRAINER, **person)
    programme.trainers.add(trainer)
    return trainer


@pytest.fixture
def edition():
    return factories.edition()


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def trainer(cohort):
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    return trainer


def opening(edition, by, **values):
    planned = {
        "name": "Taroudant, spring",
        "country": "MA",
        "trainers": [by],
        "opens_on": dt.date(2026, 3, 1),
        "closes_on": dt.date(2026, 6, 30),
    }
    return actions.open_cohort(edition, **{**planned, **values}, by=by)


# Opening


def test_a_trainer_of_the_programme_opens_a_cohort_with_herself(edition):
    trainer = trainer_of(edition.programme)

    cohort = opening(edition, trainer)

    assert list(cohort.trainers.all()) == [trainer]
    assert (cohort.opened_by, cohort.join_code_ends_on) == (trainer, dt.date(2026, 6, 30))
    assert list(Cohort.objects.visible_to(trainer)) == [cohort]


def test_opening_the_same_cohort_twice_opens_one(edition):
    trainer = trainer_of(edition.programme)

    assert opening(edition, trainer) == opening(edition, trainer)
    assert Cohort.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "country", "allowed"),
    [
        (Role.MANAGER, "MA", True),
        (Role.MANAGER, "SN", False),
        (Role.ADMINISTRATOR, "", True),
        (Role.TRAINER, "", False),
        (Role.MENTOR, "", False),
        (Role.CERTIFIER, "", False),
    ],
)
def test_who_else_opens_a_cohort_in_morocco(edition, role, country, allowed):
    person, trainer = appointed(role, country), trainer_of(edition.programme)

    if allowed:
        assert list(opening(edition, person, trainers=[trainer]).trainers.all()) == [trainer]
    else:
        with pytest.raises(PermissionDenied):
            opening(edition, person, trainers=[trainer])


def test_only_trainers_can_be_the_trainers_of_a_cohort(edition):
    manager = appointed(Role.MANAGER)

    with pytest.raises(actions.NotATrainer, match="is not a trainer"):
        opening(edition, manager, trainers=[PersonFactory()])
    with pytest.raises(actions.NotATrainer, match="at least one"):
        opening(edition, manager, trainers=[])


def test_join_codes_have_eight_signs_that_are_not_read_for_one_another(edition):
    trainer = trainer_of(edition.programme)

    codes = [opening(edition, trainer, name=str(n)).join_code for n in range(20)]

    assert len(set(codes)) == 20
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


def test_a_code_that_is_taken_is_drawn_again(edition, monkeypatch):
    CohortFactory(join_code="AAAAAAAA")
    drawn = iter("A" * 8 + "B" * 8)
    monkeypatch.setattr(actions, "secrets", SimpleNamespace(choice=lambda _signs: next(drawn)))

    assert opening(edition, trainer_of(edition.programme)).join_code == "BBBBBBBB"


def test_a_cohort_that_cannot_be_is_not_drawn_for_ever(edition):
    with pytest.raises(IntegrityError, match="cohort_opens_before_it_closes"):
        opening(edition, trainer_of(edition.programme), closes_on=dt.date(2025, 1, 1))


def test_a_new_code_is_valid_until_the_chosen_day_and_the_old_one_is_void(cohort, trainer):
    today, old = timezone.localdate(), cohort.join_code

    renewed = actions.renew_join_code(cohort, ends_on=today, by=trainer)

    assert renewed.join_code != old
    assert renewed.join_code_ends_on == today
    assert not Cohort.objects.filter(join_code=old).exists()


@pytest.mark.parametrize("days", [-1, 11])
def test_a_code_is_not_valid_before_today_or_after_the_cohort(cohort, trainer, days):
    today = timezone.localdate()
    Cohort.objects.update(closes_on=today + dt.timedelta(days=10))

    with pytest.raises(actions.CodeOutlivesCohort):
        actions.renew_join_code(cohort, ends_on=today + dt.timedelta(days=days), by=trainer)


# Who may run one

RUNNING = {
    "renew_join_code": lambda cohort, by: actions.renew_join_code(
        cohort, ends_on=timezone.localdate(), by=by
    ),
    "enrol": lambda cohort, by: actions.enrol(PersonFactory(), cohort, by=by),
    "withdraw": lambda cohort, by: actions.withdraw(EnrolmentFactory(cohort=cohort), by=by),
    "new_pin": lambda cohort, by: actions.new_pin(member_enrolled(cohort), by=by),
    "take_roster": lambda cohort, by: actions.take_roster(
        cohort, rows_of("Amina;Fassi;0612345678"), CooperativeFactory(), by=by
    ),
}


@pytest.mark.parametrize("verb", RUNNING)
def test_its_trainer_the_manager_of_its_country_and_administrators_run_a_cohort(
    cohort, trainer, verb
):
    for person in (trainer, appointed(Role.MANAGER, "MA"), appointed(Role.ADMINISTRATOR)):
        RUNNING[verb](cohort, person)


@pytest.mark.parametrize("verb", RUNNING)
def test_nobody_else_runs_a_cohort(cohort, verb):
    others = [
        appointed(Role.MANAGER, "SN"),
        appointed(Role.MENTOR),
        trainer_of(ProgrammeFactory()),
        trainer_of(cohort.edition.programme),
        EnrolmentFactory(cohort=cohort).learner,
    ]
    CohortFactory(edition=cohort.edition).trainers.add(others[2])

    for person in others:
        with pytest.raises(PermissionDenied):
            RUNNING[verb](cohort, person)


# Places


def test_a_person_is_enrolled_once(cohort, trainer):
    person = PersonFactory()

    assert actions.enrol(person, cohort, by=trainer) == actions.enrol(person, cohort, by=trainer)
    assert cohort.enrolments.count() == 1


def test_who_withdraws_keeps_her_records_and_is_taken_back_with_them(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort)
    Completion.objects.create(
        enrolment=enrolment, activity_key=uuid.uuid4(), done_at=timezone.now()
    )

    assert actions.withdraw(enrolment, by=trainer).status == "withdrawn"
    assert actions.withdraw(enrolment, by=trainer).status == "withdrawn"
    back = actions.enrol(enrolment.learner, cohort, by=trainer)

    assert (back.pk, back.status) == (enrolment.pk, "active")
    assert back.completions.count() == 1


def test_who_has_completed_stays(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort, status="completed", completed_at=timezone.now())

    with pytest.raises(actions.AlreadyCompleted):
        actions.withdraw(enrolment, by=trainer)


# Trainers of a programme


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_managers_and_administrators_appoint_trainers_and_twice_is_once(role):
    programme, trainer, by = ProgrammeFactory(), appointed(Role.TRAINER), appointed(role)

    actions.appoint_trainer(programme, trainer, by=by)
    actions.appoint_trainer(programme, trainer, by=by)

    assert list(programme.trainers.all()) == [trainer]


def test_only_a_trainer_is_appointed_and_not_by_another_trainer():
    programme = ProgrammeFactory()

    with pytest.raises(actions.NotATrainer):
        actions.appoint_trainer(programme, appointed(Role.MENTOR), by=appointed(Role.MANAGER))
    with pytest.raises(PermissionDenied):
        actions.appoint_trainer(programme, appointed(Role.TRAINER), by=trainer_of(programme))
    assert policy.can_appoint_trainer(appointed(Role.CERTIFIER), programme) is False
