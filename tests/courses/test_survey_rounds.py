"""A survey is put once: what the database itself holds."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.factories.courses import CohortFactory
from tests.factories.days import SurveyRoundFactory, TrainingDayFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("after_a_day", [True, False])
def test_the_database_too_holds_one_round_of_a_survey(after_a_day):
    day = TrainingDayFactory() if after_a_day else None
    same = {
        "cohort": day.cohort if day else CohortFactory(),
        "activity_key": uuid.uuid4(),
        "day": day,
    }
    SurveyRoundFactory(**same)

    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyRoundFactory(**same)
    SurveyRoundFactory(**same | {"wave": 3})
