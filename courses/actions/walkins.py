"""People who come to a training day without being on its list: who takes the attendance may add them to that cohort."""

from django.db import transaction

from courses import policy
from courses.actions.cohorts import enrol, take_roster
from lms.core.policy import SYSTEM, require


@transaction.atomic
def add_known(person, day, *, by):
    """A place in the cohort of the day for somebody known. Adding her twice is once."""
    require(policy.can_take_attendance, by, day)
    return enrol(person, day.cohort, by=SYSTEM)


def add_unknown(row, cooperative, day, *, by):
    """A place for somebody new, as a row of a roster; returns her card, if she needs one, as ``take_roster`` does."""
    require(policy.can_take_attendance, by, day)
    return take_roster(day.cohort, [row], cooperative, by=SYSTEM)
