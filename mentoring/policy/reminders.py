"""Who reminds: the clock, and who manages the country."""

from lms.people.policy import manages


def can_remind(by, engagement):
    return manages(by, engagement.cooperative.country)
