"""What tests of a learner's pages have in common."""

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone, translation

from courses.actions import quizzes
from tests.factories.courses import (
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    edition,
)
from tests.factories.people import PersonFactory

NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
IN_THREE_DAYS = timezone.localdate() + dt.timedelta(days=3)
THREE_DAYS_AGO = timezone.localdate() - dt.timedelta(days=3)
RIGHT, WRONG = OPTIONS[:2]


def enrolled(*activities, learner=None, **cohort):
    cohort = CohortFactory(edition=edition(*activities), **cohort)
    return EnrolmentFactory(cohort=cohort, learner=learner or PersonFactory())


def address(name, enrolment, activity=None, *more, language="en"):
    with translation.override(language):
        key = [activity.key] if activity else []
        return reverse(f"learn:{name}", args=[enrolment.pk, *key, *more])


def event(**values):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **values}


def hand_in(enrolment, test, option):
    return quizzes.hand_in(
        enrolment,
        test.key,
        {QUESTION: [option]},
        language="fr",
        attempt_id=uuid.uuid4(),
        at=NOW,
        by=enrolment.learner,
    )
