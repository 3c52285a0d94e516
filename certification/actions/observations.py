"""Watching a training, countersigning what was seen, and answering for a candidate with one's name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.actions import telling
from certification.choices import RequirementKind, StatementKind
from certification.models import Candidacy, Observation, Requirement, Statement
from lms.core.errors import RuleError
from lms.core.policy import require


class NotAsked(RuleError):
    code = "not_asked"


class TrainedTheCandidate(RuleError):
    code = "trained_the_candidate"


class AlreadyObserved(RuleError):
    code = "already_observed"


@transaction.atomic
def observe(candidacy, *, id, by, **seen):
    """Keep what a master trainer saw, as it was sent. The same observation sent twice is one."""
    require(policy.can_observe, by, candidacy)
    candidacy = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
    if known := Observation.objects.filter(pk=id).first():
        return known
    asked = candidacy.version.requirements.filter(kind=RequirementKind.OBSERVED_DELIVERY)
    _refuse_to_observe(candidacy, asked, seen["held_on"], by)
    observation = Observation.objects.create(
        id=id,
        candidacy=candidacy,
        person=candidacy.person,
        observer=by,
        observer_trained=policy.trained(by, candidacy.person),
        observed_at=timezone.now(),
        **seen,
    )
    telling.observed(observation, by=by)
    return observation


def _refuse_to_observe(candidacy, asked, day, by):
    asked = list(asked)
    if not asked or not candidacy.is_with_candidate:
        raise NotAsked(_("No observation is asked for in this file any more."))
    if policy.trained(by, candidacy.person) and not any(
        requirement.params.get("own_trainer") for requirement in asked
    ):
        raise TrainedTheCandidate(
            _("You trained this candidate. Another master trainer has to observe.")
        )
    mine = Observation.objects.filter(person=candidacy.person, observer=by, held_on=day)
    if mine.exists():
        raise AlreadyObserved(_("You have already sent an observation of that day."))


@transaction.atomic
def countersign(observation, *, answer="", by):
    """The candidate has read what was seen; she may answer. The first time stays."""
    require(policy.can_countersign, by, observation)
    observation = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    if not observation.countersigned_at:
        observation.countersigned_at, observation.answer = timezone.now(), answer.strip()
        observation.save(update_fields=["countersigned_at", "answer"])
    return observation


@transaction.atomic
def state(candidacy, requirement, text, *, by):
    """Answer for a candidate, or for oneself, with one's name. What was said once stays."""
    require(policy.can_state, by, candidacy, requirement)
    Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
    mine = candidacy.statements.filter(requirement=requirement, by=by)
    if known := mine.first():
        return known
    if not Requirement.objects.filter(pk=requirement.pk, version=candidacy.version_id).exists():
        raise NotAsked(_("This is not asked for in this file."))
    kind = requirement.params["statement"]
    if kind == StatementKind.RECOMMENDATION and policy.trained(by, candidacy.person):
        raise TrainedTheCandidate(
            _("You trained this candidate. Another master trainer has to recommend.")
        )
    return Statement.objects.create(
        candidacy=candidacy,
        requirement=requirement,
        kind=kind,
        person=candidacy.person,
        by=by,
        text=text.strip(),
    )
