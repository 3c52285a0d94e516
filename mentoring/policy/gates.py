"""Who may do what with the stages of a programme. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages

from .plans import is_mentor_of
from .sessions import is_officer


def can_give_evidence(by, cooperative):
    """Its mentor, or who holds an office in it."""
    return is_mentor_of(by, cooperative) or is_officer(by, cooperative.pk)


def can_ask_passage(by, cooperative):
    """A mentor of the cooperative: she says that what is shown is true."""
    return is_mentor_of(by, cooperative)


def can_decide_passage(by, passage):
    """Who manages the country, and never who asked."""
    return manages(by, passage.cooperative.country) and passage.mentor_id != by.pk


def can_write_gates(by):
    return by.is_administrator
