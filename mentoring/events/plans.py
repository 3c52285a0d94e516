"""What comes through the one door about action plans."""

from datetime import timedelta

from django.utils import timezone

from lms.offline.kinds import kind
from mentoring.actions import ninety_days, objectives, plans
from mentoring.forms.ninety_days import PlanWritten
from mentoring.forms.plans import (
    ActionAdded,
    ActionHandedOver,
    ActionMoved,
    ActionRescheduled,
    EvidenceShown,
    ObjectiveMoved,
    ObjectiveSet,
)

BELIEVED = timedelta(days=60)
"""How long something may have waited on a phone; a clock that says more has stood still or was reset."""


def day_of(event):
    """The day on the clock of the device, as far as it can be believed: what was done without a network counts from then."""
    today, told = timezone.localdate(), timezone.localdate(event.device_at)
    return told if today - BELIEVED <= told <= today else today


@kind("mentoring.action_moved", ActionMoved)
def action_moved(data, *, by, event):
    on = day_of(event)
    moved = plans.move_action(data["action"], data["status"], reason=data["reason"], on=on, by=by)
    return {"id": str(moved.pk)}


@kind("mentoring.action_added", ActionAdded)
def action_added(data, *, by, event):
    """The action is known by the event's id, so that a phone that tells it twice adds one."""
    added = plans.add_action(**data, id=event.id, on=day_of(event), by=by)
    return {"id": str(added.pk)}


@kind("mentoring.action_rescheduled", ActionRescheduled)
def action_rescheduled(data, *, by, event):
    return {"id": str(plans.reschedule_action(**data, by=by).pk)}


@kind("mentoring.action_handed_over", ActionHandedOver)
def action_handed_over(data, *, by, event):
    return {"id": str(plans.hand_over_action(**data, by=by).pk)}


@kind("mentoring.evidence_shown", EvidenceShown)
def evidence_shown(data, *, by, event):
    return {"id": str(plans.show_evidence(**data, by=by).pk)}


@kind("mentoring.objective_set", ObjectiveSet)
def objective_set(data, *, by, event):
    """The objective takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(objectives.set_objective(**data, id=event.id, by=by).pk)}


@kind("mentoring.objective_moved", ObjectiveMoved)
def objective_moved(data, *, by, event):
    moved = objectives.move_objective(data["objective"], data["status"], by=by)
    return {"id": str(moved.pk)}


@kind("mentoring.ninety_day_plan_written", PlanWritten)
def ninety_day_plan_written(data, *, by, event):
    """The plan takes the event's id, so a phone knows it before it has sent it."""
    written = ninety_days.write_ninety_day_plan(**data, id=event.id, on=day_of(event), by=by)
    return {"id": str(written.pk)}
