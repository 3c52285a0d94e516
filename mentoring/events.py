"""What comes through the one door about coaching."""

from lms.offline.kinds import kind

from .actions import assemblies, confirmations, sessions
from .forms.assemblies import AssemblyRecorded
from .forms.sessions import AboutSession, ActionMoved, NoteKept, SessionDisputed, SessionLogged


@kind("mentoring.session_logged", SessionLogged)
def session_logged(data, *, by, event):
    """The session takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(sessions.log_session(**data, id=event.id, by=by).pk)}


@kind("mentoring.private_note_kept", NoteKept, private=True)
def private_note_kept(data, *, by, event):
    return {"id": str(sessions.keep_private_note(**data, by=by).pk)}


@kind("mentoring.session_confirmed", AboutSession)
def session_confirmed(data, *, by, event):
    return {"id": str(confirmations.confirm_session(**data, by=by).pk)}


@kind("mentoring.session_disputed", SessionDisputed)
def session_disputed(data, *, by, event):
    return {"id": str(confirmations.dispute_session(**data, by=by).pk)}


@kind("mentoring.action_moved", ActionMoved)
def action_moved(data, *, by, event):
    moved = sessions.move_action(data["action"], data["status"], by=by)
    return {"id": str(moved.pk)}


@kind("mentoring.assembly_recorded", AssemblyRecorded)
def assembly_recorded(data, *, by, event):
    """The assembly takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(assemblies.record_assembly(**data, id=event.id, by=by).pk)}
