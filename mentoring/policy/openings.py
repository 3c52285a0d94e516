"""Who may open a private note in an emergency, two together. Reading that it was asked for is ``visible_to``."""

from lms.people.policy import manages


def can_open(by, note):
    """Who manages the country, and was not there: neither who wrote it nor another mentor of that session."""
    session = note.session
    if by.pk == note.author_id or session.mentors.filter(mentor=by).exists():
        return False
    return manages(by, session.engagement.cooperative.country)


def can_decide(by, opening):
    """Never who asked."""
    return by.pk != opening.asked_by_id and can_open(by, opening.note)


def can_read(by, opening):
    """The two, as long as each of them may still open it."""
    two = (opening.asked_by_id, opening.agreed_by_id)
    return by.pk in two and can_open(by, opening.note)


def can_list(by):
    return by.is_administrator
