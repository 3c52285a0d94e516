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
    WORK_ACCEPTED = "work_accepted", _("work accepted")
    ATTENDANCE = "attendance", _("half-days attended")
    TRAININGS_DELIVERED = "trainings_delivered", _("trainings delivered")
    COACHING = "coaching", _("coaching")
    OBSERVED_DELIVERY = "observed_delivery", _("observed training")
    PORTFOLIO = "portfolio", _("portfolio")
    CREDENTIAL_HELD = "credential_held", _("certificate held")
    EXTERNAL_CREDENTIAL = "external_credential", _("certificate of another body")
    STATEMENT = "statement", _("statement by a person")


class ConflictRule(models.TextChoices):
    """Who may not decide, beside the candidate herself. A version of a scheme says which of these hold."""

    TAUGHT = "taught", _("who trained the candidate")
    ACCOMPANIED = "accompanied", _("who coaches the candidate's cooperative")
    OBSERVED = "observed", _("who observed or recommended the candidate")
    RELATED = "related", _("who belongs to the same cooperative")


class CoachingSide(models.TextChoices):
    GIVEN = "given", _("given as a mentor")
    RECEIVED = "received", _("received")


class StatementKind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("recommendation by a master trainer")
    DECLARATION = "declaration", _("declaration of the candidate")


class Outcome(models.TextChoices):
    GRANT = "grant", _("granted")
    REFUSE = "refuse", _("refused")
    DEFER = "defer", _("put off")


class ConflictAnswer(models.TextChoices):
    NONE = "none", _("Nothing stands between me and a fair decision")
    CONFLICT = "conflict", _("I should not decide on this file")


class PauseReason(models.TextChoices):
    """Why the deadline of a file stands still. Never shown to others: one of them says that somebody needs protection."""

    LEAVE = "leave", _("leave: birth, illness, mourning")
    SAFEGUARDING = "safeguarding", _("protection of the person")


class EventKind(models.TextChoices):
    """What can happen to a credential. Its status is what these come to (``validity``)."""

    ISSUED = "issued", _("issued")
    SUSPENDED = "suspended", _("suspended")
    REINSTATED = "reinstated", _("valid again")
    REVOKED = "revoked", _("withdrawn")
    REPLACED = "replaced", _("replaced")
    RENEWED = "renewed", _("renewed")
    PUBLICITY = "publicity", _("shown differently")
    EXPIRED_NOTICE = "expired_notice", _("end of validity announced")


class Reason(models.TextChoices):
    """Why something happened, in the few classes that may be shown to strangers."""

    ERROR = "error", _("it was issued in error")
    FRAUD = "fraud", _("it was obtained by deception")
    CONDUCT = "conduct", _("conduct against the rules of the scheme")
    HOLDER = "holder", _("at the holder's request")
    EXAMINED = "examined", _("a question is being examined")
    CLEARED = "cleared", _("the question is settled")
    TERM_ENDED = "term_ended", _("the time set for it has ended")
    CORRECTION = "correction", _("correction")
    NAME_CHANGE = "name_change", _("change of name")
    DESIGN = "design", _("current design")
    PRIVATE = "private", _("shown to nobody")
    LINK = "link", _("shown to whoever has the certificate")
    REGISTER = "register", _("shown in the public register")
    NEWER_SHOWN = "newer_shown", _("leads to the certificate that replaces it")
    NEWER_HIDDEN = "newer_hidden", _("does not lead to the certificate that replaces it")


class Publicity(models.TextChoices):
    """What the public page shows of a credential. The holder chooses; each choice is an event."""

    PRIVATE = "private", _("Only whether it is valid, without my name")
    LINK = "link", _("My certificate, to whoever has it or its address")
    REGISTER = "register", _("My certificate, and my name in the public register")


class CredentialStatus(models.TextChoices):
    VALID = "valid", _("valid")
    NOT_YET_VALID = "not_yet_valid", _("not yet valid")
    EXPIRED = "expired", _("expired")
    SUSPENDED = "suspended", _("suspended")
    REPLACED = "replaced", _("replaced")
    REVOKED = "revoked", _("withdrawn")


class KeyPurpose(models.TextChoices):
    """What a key signs; a key signs nothing else."""

    PDF = "pdf", _("certificates as PDF")
    BADGE = "badge", _("badges and their status")
    LOG = "log", _("the public log")
    TIME = "time", _("the time on an auditor's copy")


class NameChannel(models.TextChoices):
    """How a candidate said that her name is written so."""

    SELF = "self", _("by the candidate herself")
    PHONE = "phone", _("by phone")
    PAPER = "paper", _("on a signed paper")
    FIXED = "fixed", _("when the certificate was corrected")


class StandingState(models.TextChoices):
    """Whether a certified trainer trains, beside what she has earned."""

    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    SUSPENDED = "suspended", _("suspended")
