"""What comes through the one door about the stages of a programme."""

from lms.offline.kinds import kind
from mentoring.actions import gates
from mentoring.forms.gates import GateEvidenceGiven, PassageAsked


@kind("mentoring.gate_evidence_given", GateEvidenceGiven)
def gate_evidence_given(data, *, by, event):
    """It takes the event's id, so that a phone that tells it twice gives it once."""
    return {"id": str(gates.give_evidence(**data, id=event.id, by=by).pk)}


@kind("mentoring.passage_asked", PassageAsked)
def passage_asked(data, *, by, event):
    return {"id": str(gates.ask_passage(**data, id=event.id, by=by).pk)}
