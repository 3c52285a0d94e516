"""Who may raise a safeguarding concern, and who may do something about it. Reading is ``visible_to`` on the queryset."""

from mentoring.querysets.reach import cooperatives_known_to


def can_name_contacts(by):
    return by.is_administrator


def can_raise(by, cooperative):
    """Everybody who has to do with the cooperative: its members, its mentors, who manages its country."""
    return cooperatives_known_to(by).filter(pk=cooperative.pk).exists()


def can_act_on(by, concern):
    """Only the one person to whom it went."""
    return by.pk == concern.sent_to_id
