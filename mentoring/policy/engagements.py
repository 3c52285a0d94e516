"""Who may do what with engagements. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages


def is_member(person, cooperative_id):
    return person.memberships.current().filter(cooperative=cooperative_id).exists()


def accompanies(by, engagement):
    """She has said yes, and has not been released."""
    return engagement.assignments.accepted().filter(mentor=by).exists()


def can_open_engagements(by):
    """Somewhere at all: the manager of a country, an administrator."""
    return by.is_administrator or bool(by.managed_countries)


def can_open_engagement(by, cooperative):
    return manages(by, cooperative.country)


def can_run_engagement(by, engagement):
    """Ask mentors and release them, pause, go on, close."""
    return manages(by, engagement.cooperative.country)


def can_answer_assignment(by, assignment):
    """Only who was asked."""
    return by.pk == assignment.mentor_id


def can_record_agreement(by, engagement):
    return accompanies(by, engagement) or manages(by, engagement.cooperative.country)


def can_log(by, engagement):
    return accompanies(by, engagement)
