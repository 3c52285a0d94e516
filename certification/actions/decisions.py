from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import conflicts, evidence, policy
from certification.actions.candidacies import RequirementsMissing
from certification.choices import Outcome
from certification.models import Candidacy, Decision
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require


class NotUnderReview(RuleError):
    code = "not_under_review"


class InConflict(RuleError):
    code = "in_conflict"


class AlreadyDecided(RuleError):
    code = "already_decided"


class ReasonMissing(RuleError):
    code = "reason_missing"


class EvidenceChanged(RuleError):
    code = "evidence_changed"


@transaction.atomic
def decide(candidacy, outcome, *, reason="", by):
    """One certifier's decision, frozen with the evidence of this moment.

    The approval that completes their number grants and promises the certificate; one refusal refuses. The same decision told again
    changes nothing. Who has decided may look again only after the evidence has changed.
    """
    require(policy.can_decide, by, candidacy)
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    findings = candidacy.findings()
    found = evidence.snapshot(findings)
    digest = evidence.digest_of(found)
    mine = candidacy.decisions.filter(certifier=by).first()
    if mine and (mine.outcome, mine.digest) == (outcome, digest):
        return mine
    _refuse_who_may_not(candidacy, mine, digest, by)
    if outcome == Outcome.APPROVE:
        _refuse_to_approve(candidacy, findings, digest, by)
    elif not reason.strip():
        raise ReasonMissing(_("Say why, so that the candidate can understand."))
    decision = _write(
        candidacy, mine, by, outcome=outcome, reason=reason.strip(), evidence=found, digest=digest
    )
    _conclude(candidacy, decision)
    return decision


def _refuse_who_may_not(candidacy, mine, digest, by):
    if not candidacy.is_with_certifiers:
        raise NotUnderReview(_("There is nothing to decide: this file is not with the certifiers."))
    if reason := conflicts.found(by, [candidacy.person_id]).get(candidacy.person_id):
        raise InConflict(_("You cannot decide on this file. %(reason)s"), reason=reason)
    if mine and mine.digest == digest:
        raise AlreadyDecided(
            _("You have already decided on this file. Another certifier is needed.")
        )


def _refuse_to_approve(candidacy, findings, digest, by):
    if missing := evidence.missing(findings):
        raise RequirementsMissing(missing)
    others = candidacy.decisions.exclude(certifier=by).select_related("certifier")
    if outdated := next((d for d in others if d.digest != digest), None):
        raise EvidenceChanged(
            _(
                "The records have changed since %(certifier)s decided. Ask her or him to look at the file again first."
            ),
            certifier=outdated.certifier,
        )


def _write(candidacy, mine, by, **values):
    decision = mine or Decision(candidacy=candidacy, certifier=by)
    for name, value in (values | {"at": timezone.now()}).items():
        setattr(decision, name, value)
    decision.save()
    return decision


def _conclude(candidacy, decision):
    if decision.outcome == Outcome.REFUSE:
        _close(candidacy, Candidacy.Status.REFUSED)
    elif candidacy.decisions.filter(outcome=Outcome.APPROVE).count() >= candidacy.version.deciders:
        _close(candidacy, Candidacy.Status.GRANTED)
        jobs.promise(
            "certification.issue",
            subject=candidacy.issuing_subject,
            candidacy_id=str(candidacy.pk),
        )


def _close(candidacy, status):
    candidacy.decided_at = timezone.now()
    candidacy.save(update_fields=["decided_at"])
    move(candidacy, status)
