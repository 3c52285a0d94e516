"""Who may do what with notices. Reading is ``visible_to`` on the querysets."""

from lms.people.choices import Role


def can_notify(by):
    """Notices follow from deeds that were allowed, so the system tells them."""
    return False


def can_deliver(by):
    """The clock sends what waits."""
    return False


def can_choose(by, person):
    """Each for herself."""
    return by == person


def can_see_log(by):
    """Whoever answers for what was sent: managers for their country, administrators."""
    return by.is_administrator or Role.MANAGER in by.roles
