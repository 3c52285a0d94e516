from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring.models import ActionItem
from mentoring.policy import plans as policy


class ReasonMissing(RuleError):
    code = "reason_missing"


@transaction.atomic
def move_action(action, to, *, reason="", by):
    """Say where an action stands; who drops it says why. Saying it twice changes nothing."""
    require(policy.can_move_action, by, action)
    action = ActionItem.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if action.status == to:
        return action
    dropped, done = to == ActionItem.Status.DROPPED, to == ActionItem.Status.DONE
    if dropped and not reason.strip():
        raise ReasonMissing(_("Say why it is dropped."))
    move(
        action,
        to,
        dropped_because=reason if dropped else "",
        done_on=timezone.localdate() if done else None,
    )
    return action
