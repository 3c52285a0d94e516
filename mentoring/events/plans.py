"""What comes through the one door about action plans."""

from lms.offline.kinds import kind
from mentoring.actions import plans
from mentoring.forms.plans import ActionMoved


@kind("mentoring.action_moved", ActionMoved)
def action_moved(data, *, by, event):
    moved = plans.move_action(data["action"], data["status"], reason=data["reason"], by=by)
    return {"id": str(moved.pk)}
