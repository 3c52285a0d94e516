"""What comes through the one door about diagnostics. Scores come without anything that ties them to a person."""

from lms.offline.kinds import kind
from mentoring.actions import diagnostics
from mentoring.forms.diagnostics import (
    ConsensusRecorded,
    DiagnosticOpened,
    OfDiagnostic,
    ScoresGiven,
)


@kind("mentoring.diagnostic_opened", DiagnosticOpened)
def diagnostic_opened(data, *, by, event):
    """The diagnostic takes the event's id, so a phone knows it before it has sent it."""
    return {"id": str(diagnostics.open_diagnostic(**data, id=event.id, by=by).pk)}


@kind("mentoring.scores_given", ScoresGiven, anonymous=True)
def scores_given(data, *, by, event):
    diagnostics.give_scores(**data, by=by)


@kind("mentoring.scoring_closed", OfDiagnostic)
def scoring_closed(data, *, by, event):
    return {"id": str(diagnostics.close_scoring(**data, by=by).pk)}


@kind("mentoring.consensus_recorded", ConsensusRecorded)
def consensus_recorded(data, *, by, event):
    return {"id": str(diagnostics.agree_on_axis(**data, by=by).pk)}


@kind("mentoring.diagnostic_finished", OfDiagnostic)
def diagnostic_finished(data, *, by, event):
    return {"id": str(diagnostics.finish_diagnostic(**data, by=by).pk)}
