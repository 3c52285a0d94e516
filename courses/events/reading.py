"""What a learner keeps for herself beside a lesson."""

from courses.actions import reading
from courses.forms.reading import NoteKeptForm
from lms.offline.kinds import kind

from .learning import her_place


@kind("courses.note_kept", NoteKeptForm, private=True)
def note_kept(data, *, by, event):
    reading.keep_note(
        her_place(data["enrolment"], by),
        data["activity"],
        data["text"],
        base=data["base"],
        at=event.device_at,
        by=by,
    )
    return {"activity": str(data["activity"])}
