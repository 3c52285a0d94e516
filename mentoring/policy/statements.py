"""Who may read what a mentor has worked. A mentor never reads another's."""

from lms.people.choices import Role


def can_open_statements(by):
    """Who is or was a mentor, of herself; who manages a country, of the work done in it."""
    known = by.is_administrator or bool(by.managed_countries) or Role.MENTOR in by.roles
    return known or by.session_times.exists()
