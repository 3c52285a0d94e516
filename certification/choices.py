from django.db import models
from django.utils.translation import gettext_lazy as _


class SchemeKind(models.TextChoices):
    """What a certificate says of its holder: was there, learnt it, may train others."""

    PARTICIPATION = "participation", _("certificate of participation")
    ACHIEVEMENT = "achievement", _("certificate of achievement")
    TRAINER = "trainer", _("certified trainer")
    MASTER = "master", _("certified master trainer")


class RequirementKind(models.TextChoices):
    COURSE_COMPLETED = "course_completed", _("course completed")
    QUIZ_PASSED = "quiz_passed", _("quiz passed")


class Outcome(models.TextChoices):
    APPROVE = "approve", _("approved")
    REFUSE = "refuse", _("refused")


class StatusPurpose(models.TextChoices):
    """What a list of statuses says of the badges whose bits are set."""

    REVOCATION = "revocation", _("withdrawn or replaced")
    SUSPENSION = "suspension", _("suspended")


class EventKind(models.TextChoices):
    ISSUED = "issued", _("issued")
    REVOKED = "revoked", _("withdrawn")


class CredentialStatus(models.TextChoices):
    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("withdrawn")


class KeyPurpose(models.TextChoices):
    """What a key signs; a key signs nothing else."""

    PDF = "pdf", _("certificates as PDF")
    BADGE = "badge", _("badges and their status")
    LOG = "log", _("the public log")
    TIME = "time", _("the time on an auditor's copy")
