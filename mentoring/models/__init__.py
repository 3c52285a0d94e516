from .assemblies import Assembly, Election, Minutes
from .diagnostics import (
    AnonymousScores,
    ConsensusReason,
    ConsensusScore,
    Diagnostic,
    DiagnosticTool,
    ScoreInvitation,
)
from .engagements import Agreement, Engagement, MentorAssignment, MentorProfile, PlannedVisit
from .feeds import CalendarFeed
from .gates import GateEvidence, StageGate, StagePassage
from .missions import ExpertMission, MissionFile, MissionHalfDay
from .notes import NoteOpening, NoteReading, PrivateNote, SafeguardingConcern, SafeguardingContact
from .plans import ActionItem, CarriedAction, NinetyDayPlan, Objective
from .sessions import (
    Amendment,
    ClosedMonth,
    CoachingSession,
    Confirmation,
    SessionDraft,
    SessionMentor,
    SessionPhoto,
)

__all__ = [
    "ActionItem",
    "Agreement",
    "Amendment",
    "AnonymousScores",
    "Assembly",
    "CalendarFeed",
    "CarriedAction",
    "ClosedMonth",
    "CoachingSession",
    "Confirmation",
    "ConsensusReason",
    "ConsensusScore",
    "Diagnostic",
    "DiagnosticTool",
    "Election",
    "Engagement",
    "ExpertMission",
    "GateEvidence",
    "MentorAssignment",
    "MentorProfile",
    "Minutes",
    "MissionFile",
    "MissionHalfDay",
    "NinetyDayPlan",
    "NoteOpening",
    "NoteReading",
    "Objective",
    "PlannedVisit",
    "PrivateNote",
    "SafeguardingConcern",
    "SafeguardingContact",
    "ScoreInvitation",
    "SessionDraft",
    "SessionMentor",
    "SessionPhoto",
    "StageGate",
    "StagePassage",
]
