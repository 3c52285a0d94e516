"""Who may do what with engagements and sessions. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages
from lms.people.querysets import in_force_of


def can_open_engagements(by):
    """Somewhere at all: the manager of a country, an administrator."""
    return by.is_administrator or bool(by.managed_countries)


def can_open_engagement(by, cooperative):
    return manages(by, cooperative.country)


def can_close_engagement(by, engagement):
    return manages(by, engagement.cooperative.country)


def can_log(by, engagement):
    return by.pk == engagement.mentor_id


def can_keep_note(by, session):
    return by.pk == session.mentor_id


def can_answer_for(by, session):
    """A current member of the cooperative, and never the mentor of the visit, member or not."""
    return by.pk != session.mentor_id and is_member(by, session.engagement.cooperative_id)


def is_asked(by, session, own_answer):
    """Whether “Is this true?” is still hers to answer: until it is confirmed, by her or by all."""
    if session.status == "confirmed" or (own_answer and own_answer.outcome == "confirmed"):
        return False
    return can_answer_for(by, session)


def can_move_actions(by, engagement):
    """The mentor, or any current member of the cooperative: the owner of an action is one of them."""
    return by.pk == engagement.mentor_id or is_member(by, engagement.cooperative_id)


def can_move_action(by, action):
    return can_move_actions(by, action.session.engagement)


def can_record_assembly(by, cooperative):
    """Whoever accompanies the cooperative today, holds an office in it, or manages its country."""
    return (
        manages(by, cooperative.country)
        or cooperative.engagements.active().filter(mentor=by).exists()
        or cooperative.memberships.current().filter(in_force_of("offices"), person=by).exists()
    )


def can_keep_minutes(by, assembly):
    return can_record_assembly(by, assembly.cooperative)


def is_member(person, cooperative_id):
    return person.memberships.current().filter(cooperative=cooperative_id).exists()
