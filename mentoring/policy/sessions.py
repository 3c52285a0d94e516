"""Who may do what with coaching sessions. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages
from lms.people.querysets import in_force_of

from .engagements import is_member


def was_there_as_mentor(by, session):
    return session.mentors.filter(mentor=by).exists()


def can_keep_note(by, session):
    return was_there_as_mentor(by, session)


def can_state_time(by, session):
    """Each mentor says herself how long she got ready and was on the way."""
    return was_there_as_mentor(by, session)


def can_see_time(by, session):
    """What a mentor spent besides the meeting is between her and the programme."""
    manager = manages(by, session.engagement.cooperative.country)
    return manager or was_there_as_mentor(by, session)


def can_keep_photo(by, session):
    return was_there_as_mentor(by, session)


def can_take_photo_away(by, photo):
    """Who kept it, and who manages: consent can be taken back."""
    return by.pk == photo.kept_by_id or manages(by, photo.session.engagement.cooperative.country)


def can_amend(by, session):
    """A mentor who was there; in a closed month only who manages the country."""
    if session.status == session.Status.LOCKED:
        return manages(by, session.engagement.cooperative.country)
    return was_there_as_mentor(by, session)


def can_answer_for(by, session):
    """A current member of the cooperative who may read it, and never a mentor of the visit, member or not."""
    engagement = session.engagement
    if not is_member(by, engagement.cooperative_id) or was_there_as_mentor(by, session):
        return False
    return engagement.readers == "members" or is_officer(by, engagement.cooperative_id)


def is_officer(person, cooperative_id):
    offices = person.memberships.current().filter(in_force_of("offices"))
    return offices.filter(cooperative=cooperative_id).exists()


def is_asked(by, session, own_answer):
    """Whether “Is this true?” is still hers to answer: until somebody confirms it, and again once it is amended."""
    if session.is_confirmed:
        return False
    if own_answer and own_answer.outcome == "confirmed":
        return False
    return can_answer_for(by, session)


def can_accept(by, session):
    """Who manages the country, and never one of the mentors."""
    manager = manages(by, session.engagement.cooperative.country)
    return manager and not was_there_as_mentor(by, session)


def can_accept_in(by, country):
    """Some sessions of a country; her own visits are held back."""
    return manages(by, country)


def can_close_months(by, country):
    return manages(by, country)
