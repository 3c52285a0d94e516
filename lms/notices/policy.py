"""Who may tell whom. Notices follow from deeds that were allowed, so they are told by the system."""


def can_notify(by):
    return False
