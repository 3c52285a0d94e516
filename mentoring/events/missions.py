"""What comes through the one door about expert missions."""

from lms.offline.kinds import kind
from mentoring.actions import half_days
from mentoring.forms.missions import HalfDayKept


@kind("mentoring.half_day_kept", HalfDayKept)
def half_day_kept(data, *, by, event):
    """The half-day takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(half_days.keep_half_day(**data, id=event.id, by=by).pk)}
