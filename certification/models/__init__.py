from .badges import Badge
from .candidacies import Candidacy, Decision
from .credentials import CertificateDocument, Credential, CredentialEvent, SerialCounter
from .keys import SigningKey
from .schemes import CertificationScheme, Requirement, SchemeVersion
from .status_lists import StatusList

__all__ = [
    "Badge",
    "Candidacy",
    "CertificateDocument",
    "CertificationScheme",
    "Credential",
    "CredentialEvent",
    "Decision",
    "Requirement",
    "SchemeVersion",
    "SerialCounter",
    "SigningKey",
    "StatusList",
]
