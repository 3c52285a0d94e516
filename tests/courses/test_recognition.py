"""What somebody could do before she came counts, when a trainer says so and why."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses.actions import cohorts, learning
from courses.actions.learning import NotInThisCourse
from courses.actions.recognition import LeftTheCohort, ReasonMissing, recognise_prior
from courses.models import Completion, Enrolment
from courses.reports.learning import Outline
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db

DONE = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
REASON = "She kept the books of her cooperative for six years."


@pytest.fixture
def taught():
    """A place in a cohort of two lessons and a quiz, and its trainer."""
    first, second, last = lesson(), lesson(), quiz()
    cohort = CohortFactory(edition=edition(first, second, last))
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    return EnrolmentFactory(cohort=cohort), [first.key, second.key, last.key], trainer


def test_what_was_known_before_is_done_with_who_said_so_and_why(taught):
    enrolment, keys, trainer = taught

    recognise_prior(enrolment, keys[:2], f" {REASON}\n", by=trainer)

    done = enrolment.completions.order_by("pk")
    assert [row.activity_key for row in done] == keys[:2]
    assert {(row.basis, row.given_by, row.reason) for row in done} == {("prior", trainer, REASON)}
    assert Outline.of(enrolment).percent == 66


def test_when_all_is_recognised_the_course_is_completed(taught):
    enrolment, keys, trainer = taught

    recognise_prior(enrolment, keys, REASON, by=trainer)

    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.COMPLETED


def test_what_she_did_herself_stays_hers(taught):
    enrolment, keys, trainer = taught
    learning.finish_lesson(enrolment, keys[0], at=DONE, by=enrolment.learner)

    new = recognise_prior(enrolment, keys[:2], REASON, by=trainer)

    assert [activity.key for activity in new] == [keys[1]]
    own = enrolment.completions.get(activity_key=keys[0])
    assert (own.basis, own.done_at, own.given_by) == ("self", DONE, None)
    assert recognise_prior(enrolment, keys[:2], "Another reason.", by=trainer) == []


@pytest.mark.parametrize("who", ["learner", "stranger", "other trainer"])
def test_only_who_runs_the_cohort_recognises(taught, who):
    enrolment, keys, _trainer = taught
    by = {
        "learner": enrolment.learner,
        "stranger": PersonFactory(),
        "other trainer": appointed(Role.TRAINER),
    }[who]

    with pytest.raises(PermissionDenied):
        recognise_prior(enrolment, keys, REASON, by=by)
    assert not Completion.objects.exists()


def test_a_trainer_who_learns_in_her_own_cohort_does_not_recognise_herself(taught):
    enrolment, keys, trainer = taught
    hers = EnrolmentFactory(cohort=enrolment.cohort, learner=trainer)

    with pytest.raises(PermissionDenied):
        recognise_prior(hers, keys, REASON, by=trainer)


def test_without_a_reason_nothing_is_recognised(taught):
    enrolment, keys, trainer = taught

    with pytest.raises(ReasonMissing):
        recognise_prior(enrolment, keys, "  ", by=trainer)
    assert not Completion.objects.exists()


def test_one_activity_of_another_course_refuses_them_all(taught):
    enrolment, keys, trainer = taught

    with pytest.raises(NotInThisCourse):
        recognise_prior(enrolment, [*keys, uuid.uuid4()], REASON, by=trainer)
    assert not Completion.objects.exists()


def test_for_who_has_left_nothing_is_recognised(taught):
    enrolment, keys, trainer = taught
    cohorts.withdraw(enrolment, by=SYSTEM)

    with pytest.raises(LeftTheCohort):
        recognise_prior(enrolment, keys, REASON, by=trainer)


# The screen


def address(enrolment):
    return reverse("teach:prior", args=[enrolment.cohort.pk, enrolment.pk])


def test_a_whole_module_is_ticked_at_once(client, taught):
    enrolment, keys, trainer = taught
    module = enrolment.cohort.edition.modules.get()
    client.force_login(trainer)

    response = client.post(
        address(enrolment), {"module": str(module.key), "reason": REASON}, follow=True
    )

    assert "3 activities now count as done." in response.content.decode()
    assert {row.activity_key for row in enrolment.completions.all()} == set(keys)


def test_what_was_ticked_is_kept_when_the_reason_is_missing(client, taught):
    enrolment, keys, trainer = taught
    client.force_login(trainer)

    page = client.post(address(enrolment), {"activity": [str(keys[1])]}).content.decode()

    assert f'value="{keys[1]}" checked' in page
    assert f'value="{keys[0]}" checked' not in page
    assert not Completion.objects.exists()


def test_ticking_nothing_is_said(client, taught):
    enrolment, _keys, trainer = taught
    client.force_login(trainer)

    page = client.post(
        address(enrolment), {"activity": "nonsense", "reason": REASON}
    ).content.decode()

    assert "Tick at least one activity." in page


def test_the_learner_reads_who_recognised_it_and_why(client, taught):
    enrolment, keys, trainer = taught
    recognise_prior(enrolment, keys[:1], REASON, by=trainer)
    client.force_login(enrolment.learner)

    page = client.get(reverse("learn:course", args=[enrolment.pk])).content.decode()

    assert REASON in page
    assert f"Prior learning ({trainer}, " in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_screen_costs_the_same_for_any_number_of_activities(
    client, django_assert_num_queries, number
):
    cohort = CohortFactory(edition=edition(*[lesson() for _ in range(number)], quiz()))
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    enrolment = EnrolmentFactory(cohort=cohort)
    keys = cohort.edition.activities.filter(kind="lesson").values_list("key", flat=True)
    recognise_prior(enrolment, keys, REASON, by=trainer)
    client.force_login(trainer)

    with django_assert_num_queries(8):
        client.get(address(enrolment))


def test_today_is_when_it_counts_from(taught):
    enrolment, keys, trainer = taught
    before = timezone.now()

    recognise_prior(enrolment, keys[:1], REASON, by=trainer)

    assert before <= enrolment.completions.get().done_at <= timezone.now()
