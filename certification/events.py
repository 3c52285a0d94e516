"""What comes through the one door about certification."""

from lms.offline.kinds import kind

from .actions import observations
from .forms.observing import ObservationForm


@kind("certification.training_observed", ObservationForm)
def training_observed(data, *, by, event):
    """The observation takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(observations.observe(**data, id=event.id, by=by).pk)}
