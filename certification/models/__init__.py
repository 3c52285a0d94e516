from .audits import AuditorsCopy
from .badges import Badge
from .candidacies import Candidacy, Decision
from .credentials import CertificateDocument, Credential, SerialCounter
from .hits import VerificationHit
from .keys import SigningKey
from .log import CredentialEvent, LogCheckpoint, LogHead
from .marks import Mark, MarkPermission
from .measures import HolderRequest, Measure
from .names import NameCheck
from .observations import Observation
from .schemes import CertificationScheme, Requirement, SchemeVersion
from .status_lists import StatusList
from .templates import CertificateTemplate, TemplateVersion
from .testimony import ExternalCredential, Statement

__all__ = [
    "AuditorsCopy",
    "Badge",
    "Candidacy",
    "CertificateDocument",
    "CertificateTemplate",
    "CertificationScheme",
    "Credential",
    "CredentialEvent",
    "Decision",
    "ExternalCredential",
    "HolderRequest",
    "LogCheckpoint",
    "LogHead",
    "Mark",
    "MarkPermission",
    "Measure",
    "NameCheck",
    "Observation",
    "Requirement",
    "SchemeVersion",
    "SerialCounter",
    "SigningKey",
    "Statement",
    "StatusList",
    "TemplateVersion",
    "VerificationHit",
]
