"""What tests of cohorts have in common."""

from courses.roster import read
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import MembershipFactory


def member_enrolled(cohort, **values):
    learner = MembershipFactory(person__password="!", **values).person
    return EnrolmentFactory(cohort=cohort, learner=learner)


def rows_of(text):
    roster = read(text, country="MA", this_year=2026)
    assert roster.problems == []
    return roster.rows
