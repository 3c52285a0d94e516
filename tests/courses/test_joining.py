import datetime as dt

import pytest
from django.utils import timezone

from courses.actions import joining
from courses.models import Enrolment
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

THREE_DAYS_AGO = timezone.localdate() - dt.timedelta(days=3)


@pytest.mark.parametrize("typed", ["ARGAN24X", "argan24x", " Argan-24x "])
def test_a_code_is_taken_as_people_type_it(typed):
    cohort, learner = CohortFactory(join_code="ARGAN24X"), PersonFactory()

    enrolment = joining.join(typed, by=learner)

    assert (enrolment.cohort, enrolment.learner, enrolment.status) == (cohort, learner, "active")


def test_joining_twice_returns_the_first_enrolment_even_when_the_code_has_ended():
    cohort, learner = CohortFactory(), PersonFactory()
    first = joining.join(cohort.join_code, by=learner)
    cohort.join_code_ends_on = THREE_DAYS_AGO
    cohort.save()

    assert joining.join(cohort.join_code, by=learner) == first
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("code", ["NOBODY22", "", "--", "٣٤٥", "' OR 1=1"])
def test_an_unknown_code_is_refused(code):
    CohortFactory()

    with pytest.raises(joining.UnknownCode):
        joining.join(code, by=PersonFactory())


def test_an_ended_code_is_refused_and_says_until_when_it_was_valid():
    cohort = CohortFactory(join_code_ends_on=dt.date(2024, 3, 1))

    with pytest.raises(joining.CodeExpired, match="March 1, 2024"):
        joining.join(cohort.join_code, by=PersonFactory())


def test_a_closed_cohort_takes_nobody():
    cohort = CohortFactory(closes_on=THREE_DAYS_AGO)

    with pytest.raises(joining.CohortClosed):
        joining.join(cohort.join_code, by=PersonFactory())


def test_a_withdrawn_learner_is_told_to_ask_her_trainer():
    enrolment = EnrolmentFactory(status="withdrawn")

    with pytest.raises(joining.Withdrawn, match="Ask your trainer"):
        joining.join(enrolment.cohort.join_code, by=enrolment.learner)
