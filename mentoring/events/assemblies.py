"""What comes through the one door about assemblies."""

from lms.offline.kinds import kind
from mentoring.actions import assemblies
from mentoring.forms.assemblies import AssemblyRecorded


@kind("mentoring.assembly_recorded", AssemblyRecorded)
def assembly_recorded(data, *, by, event):
    """The assembly takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(assemblies.record_assembly(**data, id=event.id, by=by).pk)}
