"""What comes through the one door about planned visits."""

from lms.offline.kinds import kind
from mentoring.actions import visits
from mentoring.forms.visits import AboutVisit, VisitMoved, VisitPlanned


@kind("mentoring.visit_planned", VisitPlanned)
def visit_planned(data, *, by, event):
    """The visit takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(visits.plan_visit(**data, id=event.id, by=by).pk)}


@kind("mentoring.visit_moved", VisitMoved)
def visit_moved(data, *, by, event):
    return {"id": str(visits.move_visit(**data, by=by).pk)}


@kind("mentoring.visit_cancelled", AboutVisit)
def visit_cancelled(data, *, by, event):
    return {"id": str(visits.cancel_visit(**data, by=by).pk)}
