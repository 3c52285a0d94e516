"""Who may do what with action plans. Reading is ``visible_to`` on the querysets."""

from lms.people.choices import Role
from mentoring.querysets.reach import coached_by

from .engagements import is_member
from .sessions import is_officer


def is_mentor_of(by, cooperative):
    """As long as an engagement that she accompanies is not closed."""
    return coached_by(by).filter(cooperative=cooperative).exists()


def can_move_action(by, action):
    """The member who took it on, or a mentor of the cooperative. Nobody ticks the action of another member."""
    owner = action.owner
    return owner.person_id == by.pk or is_mentor_of(by, action.cooperative)


def can_set_objective(by, cooperative):
    """Its mentor, or who holds an office in it."""
    return is_mentor_of(by, cooperative) or is_officer(by, cooperative.pk)


def can_move_objective(by, objective):
    return can_set_objective(by, objective.cooperative)


def can_add_actions(by, cooperative):
    """Somebody's: a mentor and an officer for any member, a member for herself."""
    return can_set_objective(by, cooperative) or is_member(by, cooperative.pk)


def can_add_action(by, cooperative, owner):
    return owner.person_id == by.pk or can_set_objective(by, cooperative)


def can_show_evidence(by, action):
    return can_move_action(by, action)


def can_change_action(by, action):
    """By when it is done, and who does it."""
    return can_move_action(by, action)


def can_follow_delays(by):
    """Mentors over their cooperatives, managers over their country."""
    return manages_somewhere(by) or Role.MENTOR in by.roles


def manages_somewhere(by):
    return by.is_administrator or bool(by.managed_countries)


def can_write_ninety_day_plan(by, enrolment, membership):
    """Only she who took part, for a cooperative of her own."""
    return by.pk == enrolment.learner_id == membership.person_id
