"""Evidence as it is frozen when a file is handed in."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from certification import evidence, policy
from certification.models import Evidence
from lms.core.moves import move
from lms.core.policy import require


@transaction.atomic
def freeze(candidacy, findings, *, by):
    """Copy what the records show today into the drafts of a file. What was handed in before stays as it was."""
    require(policy.can_prepare, by, candidacy)
    drafts = {
        draft.requirement_id: draft
        for draft in candidacy.evidence.filter(status=Evidence.Status.DRAFT)
    }
    words = _words(candidacy)
    for finding in findings:
        if draft := drafts.get(finding.requirement.pk):
            found = evidence.snapshot([finding])[0]
            move(
                draft,
                Evidence.Status.SUBMITTED,
                snapshot=found,
                words=words[finding.requirement.pk],
                digest=evidence.digest_of(found),
                submitted_by=by,
                submitted_at=timezone.now(),
            )


def _words(candidacy):
    """What was asked and shown by requirement id, so that a frozen file can be read in each language."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for finding in candidacy.findings():
                said = words.setdefault(finding.requirement.pk, {"asked": {}, "shown": {}})
                said["asked"][code], said["shown"][code] = str(finding.asked), str(finding.shown)
    return words
