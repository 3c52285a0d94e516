"""What somebody sees of her own on the home of mentoring: her actions, her plan, where her cooperative stands."""

from mentoring.models import ActionItem
from mentoring.policy.gates import can_write_gates
from mentoring.policy.plans import can_follow_delays

from .ladders import in_short, waiting_for
from .ninety_days import not_written

AT_A_GLANCE = 5


def for_home(user):
    """A fixed number of queries, whatever she has."""
    own = ActionItem.objects.taken_on_by(user).open().select_related("cooperative")
    return {
        "mine": own.order_by("due_on", "pk")[:AT_A_GLANCE],
        "ninety_day_plan": not_written(user).exists(),
        "ladders": in_short(user),
        "passages": waiting_for(user)[:AT_A_GLANCE],
        "follows_delays": can_follow_delays(user),
        "writes_gates": can_write_gates(user),
    }
