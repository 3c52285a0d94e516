from django.db import transaction
from django.utils import timezone

from lms.core.policy import require

from . import policy
from .models import Event


@transaction.atomic
def settle(event, *, by):
    """Say that a person has looked at what was refused or in conflict and done what was to be done. Twice is once."""
    require(policy.can_settle, by, event)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.decided_at is None:
        event.decided_at = timezone.now()
        event.save(update_fields=["decided_at"])
    return event
