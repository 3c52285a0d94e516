"""Who may do what with planned visits. Reading is ``visible_to`` on the querysets."""

from .engagements import accompanies


def can_plan_visits(by, engagement):
    """Whoever accompanies: she and the cooperative say to each other when they meet."""
    return accompanies(by, engagement)


def can_change_visit(by, visit):
    return accompanies(by, visit.engagement)
