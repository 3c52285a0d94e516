"""Who may have which calendar."""

from lms.people.choices import Role

from .engagements import is_member


def can_make_feed(by, cooperative):
    """A mentor of what she does herself; whoever belongs to a cooperative of what the cooperative is to do."""
    return Role.MENTOR in by.roles if cooperative is None else is_member(by, cooperative.pk)


def can_withdraw_feed(by, feed):
    return by.pk == feed.owner_id


def is_alive(feed):
    """Not withdrawn, and its owner may still have it: it ends with her role, or when she leaves the cooperative."""
    owner = feed.owner
    return feed.withdrawn_at is None and owner.is_active and can_make_feed(owner, feed.cooperative)
