"""A visitor of the demonstration finds work in every state."""

import datetime as dt

import pytest

from courses.models import Submission
from lms.demo import work
from tests.courses.marking import taught
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("second_marker", [False, True])
def test_of_four_learners_one_waits_one_does_it_again_and_two_are_done(second_marker):
    enrolment, assignment = taught(second_marker=second_marker)
    activity = enrolment.cohort.edition.activities.get(key=assignment.key)

    for place in range(4):
        work.hand_in(EnrolmentFactory(cohort=enrolment.cohort), activity, place, at=AT)

    statuses = Submission.objects.order_by("recorded_at").values_list("status", flat=True)
    assert sorted(statuses) == ["accepted", "accepted", "redo", "waiting"]
