"""Who reminds: the clock, and who manages the country. And who is asked whether a session is true."""

from lms.people.policy import manages
from mentoring.choices import Readers
from mentoring.querysets.reach import members_of, officers_of


def can_remind(by, engagement):
    return manages(by, engagement.cooperative.country)


def asked_about(session):
    """Who may answer for the cooperative, and is no mentor of the session."""
    engagement = session.engagement
    present = session.mentors.values("mentor")
    officers = list(officers_of(engagement.cooperative).exclude(pk__in=present))
    if officers or engagement.readers != Readers.MEMBERS:
        return officers
    return list(members_of(engagement.cooperative).exclude(pk__in=present))
