"""What comes through the one door about sessions."""

from lms.offline.kinds import kind
from mentoring.actions import amendments, confirmations, notes, sessions
from mentoring.forms.amendments import SessionAmended, TimeStated
from mentoring.forms.sessions import (
    NoteKept,
    SessionConfirmed,
    SessionDisputed,
    SessionLogged,
)


@kind("mentoring.session_logged", SessionLogged)
def session_logged(data, *, by, event):
    """The session takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(sessions.log_session(**data, id=event.id, by=by).pk)}


@kind("mentoring.private_note_kept", NoteKept, private=True)
def private_note_kept(data, *, by, event):
    return {"id": str(notes.keep_private_note(**data, by=by).pk)}


@kind("mentoring.session_confirmed", SessionConfirmed)
def session_confirmed(data, *, by, event):
    return {"id": str(confirmations.confirm_session(**data, by=by).pk)}


@kind("mentoring.session_disputed", SessionDisputed)
def session_disputed(data, *, by, event):
    return {"id": str(confirmations.dispute_session(**data, by=by).pk)}


@kind("mentoring.session_amended", SessionAmended)
def session_amended(data, *, by, event):
    """The amendment takes the event's id."""
    return {"version": amendments.amend_session(**data, id=event.id, by=by).version}


@kind("mentoring.time_stated", TimeStated)
def time_stated(data, *, by, event):
    """Each mentor speaks of her own time alone."""
    session = data.pop("session")
    return {"id": str(amendments.state_time(session, **data, by=by).pk)}
