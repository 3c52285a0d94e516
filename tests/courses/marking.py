"""Work waiting for its markers, as tests of marking need it."""

import uuid

from courses.actions import reviews
from tests.factories.courses import FAIR, CohortFactory, EnrolmentFactory, assignment, edition
from tests.factories.people import PersonFactory, appointed

from .test_submissions import hand_in


def taught(trainers=2, **rules):
    """An enrolment in a cohort with trainers, and the assignment of its course."""
    work = assignment(**rules)
    cohort = CohortFactory(edition=edition(work))
    cohort.trainers.set(appointed("trainer", first_name=f"Trainer{n}") for n in range(trainers))
    return EnrolmentFactory(cohort=cohort, learner=PersonFactory()), work


def waiting_work(trainers=2, **rules):
    """A submission that waits, and the trainers who may mark it."""
    enrolment, work = taught(trainers, **rules)
    submission = hand_in(enrolment, work, submission_id=uuid.uuid4())
    return submission, *enrolment.cohort.trainers.order_by("pk")


def mark(submission, by, outcome="accept", **values):
    given = {"levels": FAIR, "comment": "Well seen." if outcome == "accept" else "Add the costs."}
    return reviews.review(submission, outcome=outcome, by=by, **{**given, **values})
