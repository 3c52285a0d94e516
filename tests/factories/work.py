"""Work that was handed in, and marks that are contested."""

import datetime as dt
import uuid

from courses.models import Attempt, Contest, Submission

AT = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


def handed_in(enrolment, work, **values):
    """A submission that waits to be marked."""
    given = {
        "activity": enrolment.cohort.edition.activities.get(key=work.key),
        "number": enrolment.submissions.count() + 1,
        "language": "fr",
        "text": "My plan",
        "handed_in_at": AT,
    }
    return Submission.objects.create(enrolment=enrolment, **{**given, **values})


def contested(marked, reason="I did say the costs."):
    """A contest that waits for an answer, of an attempt or a submission."""
    thing = "attempt" if isinstance(marked, Attempt) else "submission"
    return Contest.objects.create(id=uuid.uuid4(), **{thing: marked}, reason=reason, raised_at=AT)
