from django.db import transaction
from django.utils.translation import gettext as _

from certification import conflicts, policy
from certification.actions import decisions
from certification.choices import ConflictAnswer, Outcome
from certification.models import Batch, BatchLine, Candidacy
from lms.core.errors import RuleError
from lms.core.policy import require

LONGEST = 1000
"""How many files a list holds at most; the rest waits for the next one."""


class NothingToList(RuleError):
    code = "nothing_to_list"


@transaction.atomic
def make(scheme, *, by):
    """List the files of a scheme that wait for a decision of hers, the oldest first, without those she stays out of.

    Whoever opens the list again finds it; nothing is decided by listing.
    """
    require(policy.certifies, by, scheme)
    waiting = Candidacy.objects.of_scheme(scheme).others_than(by).to_review_by(by)
    files = list(waiting.order_by("submitted_at", "pk").select_related("version")[:LONGEST])
    stays_out = conflicts.found(by, files)
    free = [file for file in files if file.pk not in stays_out]
    if not free:
        raise NothingToList(_("No file of this certificate waits for a decision of yours."))
    batch = Batch.objects.create(scheme=scheme, made_by=by)
    BatchLine.objects.bulk_create([BatchLine(batch=batch, candidacy=file) for file in free])
    return batch


def judge(batch, lines, *, by):
    """Grant the files of the given lines, as the first certifier or as the one who seconds. Returns what was refused.

    Each line is a decision of its own in a transaction of its own: what cannot be granted is named with its reason
    (``[(line, sentence)]``) and takes nothing along; after an interruption the rest is granted by asking again.
    She has declared for these lines that nothing stands between her and the candidates.
    """
    require(policy.certifies, by, batch.scheme)
    refused = []
    for line in lines:
        try:
            _grant(line.candidacy, by)
        except RuleError as error:
            refused.append((line, str(error)))
    return refused


@transaction.atomic
def _grant(file, by):
    decisions.declare(file, ConflictAnswer.NONE, by=by)
    proposed = file.proposed
    if proposed is None or proposed.decided_by_id == by.pk:
        return decisions.decide(file, Outcome.GRANT, by=by)
    if proposed.outcome != Outcome.GRANT:
        raise decisions.AlreadyDecided(
            _("%(certifier)s has not granted this file. Open it to read why."),
            certifier=proposed.decided_by,
        )
    return decisions.second(proposed, by=by)
