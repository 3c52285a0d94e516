"""What comes through the one door about somebody in danger."""

from lms.offline.kinds import kind
from mentoring.actions import safeguarding
from mentoring.forms.safeguarding import ConcernRaised


@kind("mentoring.concern_raised", ConcernRaised, private=True)
def concern_raised(data, *, by, event):
    """The concern takes the event's id, so that sending it twice sends it once."""
    return {"id": str(safeguarding.raise_concern(**data, id=event.id, by=by).pk)}
