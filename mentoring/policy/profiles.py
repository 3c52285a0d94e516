"""Who may say what a mentor brings."""

from lms.people.choices import Role
from lms.people.policy import manages


def is_mentor(person):
    return Role.MENTOR in person.roles


def can_describe(by, person):
    """She herself, and who manages her country."""
    return is_mentor(person) and (by.pk == person.pk or manages(by, person.country))
