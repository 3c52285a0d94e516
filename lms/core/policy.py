from django.core.exceptions import PermissionDenied

SYSTEM = object()
"""Who acts when no person does: scheduled work, a consequence of somebody else's deed."""


def require(rule, by, *subject):
    """Stop with PermissionDenied unless ``rule(by, *subject)`` holds. Scheduled work passes SYSTEM."""
    if by is not SYSTEM and not rule(by, *subject):
        raise PermissionDenied


def person_or_none(by):
    """Who to write down as the author: nobody when the system acted by itself."""
    return None if by is SYSTEM else by
