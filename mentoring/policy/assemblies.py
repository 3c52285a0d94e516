"""Who may do what with assemblies. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages

from .plans import is_mentor_of
from .sessions import is_officer


def can_record_assembly(by, cooperative):
    """Whoever accompanies the cooperative today, holds an office in it, or manages its country."""
    return (
        manages(by, cooperative.country)
        or is_mentor_of(by, cooperative)
        or is_officer(by, cooperative.pk)
    )


def can_keep_minutes(by, assembly):
    return can_record_assembly(by, assembly.cooperative)
