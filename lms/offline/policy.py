"""Who may decide on what was refused or came in conflict. Reading is ``shown_to`` on the querysets."""

from lms.people.policy import manages


def can_settle(by, event):
    """Who manages the country of whoever told it. What is private is for its author alone, and nobody settles it."""
    return not event.private and manages(by, event.person.country)
