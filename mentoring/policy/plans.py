"""Who may do what with action plans. Reading is ``visible_to`` on the querysets."""

from mentoring.querysets.reach import coached_by


def is_mentor_of(by, cooperative):
    """As long as an engagement that she accompanies is not closed."""
    return coached_by(by).filter(cooperative=cooperative).exists()


def can_move_action(by, action):
    """The member who took it on, or a mentor of the cooperative. Nobody ticks the action of another member."""
    owner = action.owner
    return owner.person_id == by.pk or is_mentor_of(by, action.cooperative)
