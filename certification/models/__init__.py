from .audits import AuditorsCopy
from .badges import Badge
from .batches import Batch, BatchLine
from .candidacies import Candidacy
from .conversations import FileMessage, Pause
from .credentials import CertificateDocument, Credential, SerialCounter
from .decisions import ConflictDeclaration, Decision
from .hits import VerificationHit
from .keys import SigningKey
from .log import CredentialEvent, LogCheckpoint, LoggedFile, LogHead
from .marks import Mark, MarkPermission
from .measures import HolderRequest, Measure
from .names import NameCheck
from .observations import Observation
from .portfolios import Portfolio, PortfolioFile
from .schemes import CertificationScheme, Requirement, SchemeVersion
from .snapshots import Evidence
from .status_lists import StatusList
from .templates import CertificateTemplate, TemplateVersion
from .testimony import ExternalCredential, Statement

__all__ = [
    "AuditorsCopy",
    "Badge",
    "Batch",
    "BatchLine",
    "Candidacy",
    "CertificateDocument",
    "CertificateTemplate",
    "CertificationScheme",
    "ConflictDeclaration",
    "Credential",
    "CredentialEvent",
    "Decision",
    "Evidence",
    "ExternalCredential",
    "FileMessage",
    "HolderRequest",
    "LogCheckpoint",
    "LogHead",
    "LoggedFile",
    "Mark",
    "MarkPermission",
    "Measure",
    "NameCheck",
    "Observation",
    "Pause",
    "Portfolio",
    "PortfolioFile",
    "Requirement",
    "SchemeVersion",
    "SerialCounter",
    "SigningKey",
    "Statement",
    "StatusList",
    "TemplateVersion",
    "VerificationHit",
]
