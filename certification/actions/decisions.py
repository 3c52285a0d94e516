from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import evidence, policy
from certification.actions import telling
from certification.actions.candidacies import RequirementsMissing
from certification.choices import ConflictAnswer, Outcome
from certification.models import Candidacy, ConflictDeclaration, Decision, Evidence
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require

CLOSED = {
    Outcome.GRANT: Candidacy.Status.GRANTED,
    Outcome.REFUSE: Candidacy.Status.REFUSED,
    Outcome.DEFER: Candidacy.Status.DEFERRED,
}


class NotUnderReview(RuleError):
    code = "not_under_review"


class NotDeclared(RuleError):
    code = "not_declared"


class InConflict(RuleError):
    code = "in_conflict"


class AlreadyDecided(RuleError):
    code = "already_decided"


class ReasonMissing(RuleError):
    code = "reason_missing"


class EvidenceChanged(RuleError):
    code = "evidence_changed"


@transaction.atomic
def declare(candidacy, answer, text="", *, by):
    """Say whether anything stands between a certifier and a file. A conflict stays, and what she decided is set aside."""
    require(policy.can_declare, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if known := candidacy.declarations.filter(certifier=by, answer=answer).first():
        return known
    if answer == ConflictAnswer.CONFLICT and not text.strip():
        raise ReasonMissing(_("Say in a few words what stands between. Only you will read it."))
    declared = ConflictDeclaration.objects.create(
        candidacy=candidacy, certifier=by, answer=answer, text=text.strip()
    )
    proposed = candidacy.proposed
    if answer == ConflictAnswer.CONFLICT and proposed and proposed.decided_by_id == by.pk:
        candidacy.set_aside_proposed(by=by)
        move(candidacy, Candidacy.Status.UNDER_REVIEW)
    return declared


@transaction.atomic
def decide(candidacy, outcome, *, reason="", again_from=None, rejected=(), by):
    """The first certifier's decision, frozen with the evidence of this moment; where the rules ask for one, the last.

    ``again_from`` is the day from which a candidate who is put off may ask again; ``rejected`` is the evidence that
    does not count when a file is refused. The same decision told again changes nothing. When the records have
    changed since, the first certifier may decide anew: what she decided before is set aside.
    """
    require(policy.can_decide, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    findings = candidacy.findings()
    found = evidence.snapshot(findings)
    digest = evidence.digest_of(found)
    standing = candidacy.proposed or candidacy.carried
    if standing and standing.says(by, outcome, digest):
        return standing
    refuse_who_may_not(candidacy, by=by)
    _refuse_a_second_first(candidacy, digest, by)
    _refuse_what_cannot_be(outcome, reason, again_from, findings)
    if candidacy.proposed:
        candidacy.set_aside_proposed(by=by)
    else:
        move(candidacy, Candidacy.Status.READY)
    decision = Decision.objects.create(
        candidacy=candidacy,
        outcome=outcome,
        reason=reason.strip(),
        again_from=again_from if outcome == Outcome.DEFER else None,
        deciders=candidacy.version.deciders,
        decided_by=by,
        evidence=found,
        digest=digest,
    )
    decision.rejected.set(rejected if outcome == Outcome.REFUSE else [])
    if decision.deciders == 1:
        _carry(candidacy, decision, by)
    else:
        telling.to_second(decision, by=by)
    return decision


@transaction.atomic
def second(decision, *, by):
    """Another certifier agrees. With the last one the decision stands, and a grant promises the certificate.

    Agreeing twice is once.
    """
    require(policy.can_decide, by, decision.candidacy)
    candidacy = Candidacy.objects.locked(decision.candidacy)
    decision = candidacy.decisions.get(pk=decision.pk)
    if by.pk in decision.agreed[1:]:
        return decision
    _refuse_to_answer(candidacy, decision, by)
    findings = candidacy.findings()
    if decision.outcome == Outcome.GRANT and (missing := evidence.missing(findings)):
        raise RequirementsMissing(missing)
    if evidence.digest_of(evidence.snapshot(findings)) != decision.digest:
        raise EvidenceChanged(
            _(
                "The records have changed since %(certifier)s decided. Ask her or him to look at the file again first."
            ),
            certifier=decision.decided_by,
        )
    _add(decision, by)
    if len(decision.agreed) >= decision.deciders:
        _carry(candidacy, decision, by)
    else:
        telling.to_second(decision, by=by)
    return decision


def _add(decision, by):
    place = "third" if decision.seconded_by_id else "seconded"
    setattr(decision, f"{place}_by", by)
    setattr(decision, f"{place}_at", timezone.now())
    decision.save(update_fields=[f"{place}_by", f"{place}_at"])


@transaction.atomic
def disagree(decision, objection, *, by):
    """Another certifier does not agree, and says why: the file goes back to be reviewed. Saying it twice is once."""
    require(policy.can_decide, by, decision.candidacy)
    candidacy = Candidacy.objects.locked(decision.candidacy)
    decision = candidacy.decisions.get(pk=decision.pk)
    if decision.set_aside_by_id == by.pk:
        return decision
    _refuse_to_answer(candidacy, decision, by)
    if not objection.strip():
        raise ReasonMissing(_("Say why you do not agree, so that the other certifier understands."))
    decision = candidacy.set_aside_proposed(by=by, objection=objection.strip())
    move(candidacy, Candidacy.Status.UNDER_REVIEW)
    telling.not_seconded(decision, by=by)
    return decision


def refuse_who_may_not(candidacy, *, by):
    """Only a certifier who has declared that nothing stands between her and a file that is with the certifiers."""
    if not candidacy.is_with_certifiers:
        raise NotUnderReview(_("There is nothing to decide: this file is not with the certifiers."))
    if reason := candidacy.conflict_of(by):
        raise InConflict(_("You cannot decide on this file. %(reason)s"), reason=reason)
    if not candidacy.is_cleared_by(by):
        raise NotDeclared(_("First say whether anything stands between you and this candidate."))


def _refuse_a_second_first(candidacy, digest, by):
    proposed = candidacy.proposed
    if proposed is None:
        return
    if proposed.decided_by_id != by.pk:
        raise AlreadyDecided(
            _("%(certifier)s has decided on this file. Agree with the decision, or say why not."),
            certifier=proposed.decided_by,
        )
    if proposed.digest == digest:
        raise AlreadyDecided(
            _("You have already decided on this file. Another certifier is needed.")
        )


def _refuse_what_cannot_be(outcome, reason, again_from, findings):
    if outcome == Outcome.GRANT:
        if missing := evidence.missing(findings):
            raise RequirementsMissing(missing)
    elif not reason.strip():
        raise ReasonMissing(_("Say why, so that the candidate can understand."))
    if outcome == Outcome.DEFER and (again_from is None or again_from <= timezone.localdate()):
        raise ReasonMissing(_("Choose a day to come, from which the candidate may ask again."))


def _refuse_to_answer(candidacy, decision, by):
    refuse_who_may_not(candidacy, by=by)
    if not decision.is_proposed:
        raise NotUnderReview(_("This decision is no longer open. Look at the file again."))
    if by.pk in decision.agreed:
        raise AlreadyDecided(
            _("You have already decided on this file. Another certifier is needed.")
        )


def _carry(candidacy, decision, by):
    """The decision stands: what was handed in is judged, the file is closed, the candidate is told."""
    now = timezone.now()
    move(decision, Decision.Status.CARRIED)
    rejected = set(decision.rejected.values_list("pk", flat=True))
    for one in candidacy.evidence.submitted():
        judged = Evidence.Status.REJECTED if one.pk in rejected else Evidence.Status.ACCEPTED
        move(one, judged, judged_by=decision.decided_by, judged_at=now)
    move(candidacy, CLOSED[decision.outcome], decided_at=now)
    if decision.outcome == Outcome.GRANT:
        jobs.promise(
            "certification.issue",
            subject=candidacy.issuing_subject,
            candidacy_id=str(candidacy.pk),
        )
    telling.decided(decision, by=by)
