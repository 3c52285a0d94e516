from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.actions import telling
from certification.actions.decisions import ReasonMissing, refuse_who_may_not
from certification.models import Candidacy, Evidence, FileMessage
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require


class NothingToAnswer(RuleError):
    code = "nothing_to_answer"


@transaction.atomic
def ask_for_more(candidacy, messages, *, by):
    """Give the file back to the candidate with what is still needed: ``{requirement id: words}``.

    The evidence that is asked for again stays as it was handed in, and its next round begins. The time that the
    certifiers had the file is given back to the candidate. Asking twice asks once.
    """
    require(policy.can_ask_for_more, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if _has_just_asked(candidacy, by):
        return candidacy
    refuse_who_may_not(candidacy, by=by)
    asked = {key: text.strip() for key, text in messages.items() if text.strip()}
    returned = list(candidacy.evidence.submitted().filter(requirement__in=asked))
    if not returned:
        raise ReasonMissing(_("Write at least once what is still needed."))
    for one in returned:
        _give_back(one, asked[one.requirement_id], by)
    candidacy.set_aside_proposed(by=by)
    spent = timezone.localdate() - timezone.localdate(candidacy.submitted_at)
    move(candidacy, Candidacy.Status.EVIDENCE_PENDING, deadline=candidacy.deadline + spent)
    telling.asked_for_more(candidacy, by=by)
    return candidacy


def _has_just_asked(candidacy, by):
    if not candidacy.is_with_candidate or candidacy.submitted_at is None:
        return False
    asked = candidacy.evidence.filter(status=Evidence.Status.RETURNED, judged_by=by)
    return asked.filter(judged_at__gte=candidacy.submitted_at).exists()


def _give_back(evidence, words, by):
    now = timezone.now()
    move(evidence, Evidence.Status.RETURNED, judged_by=by, judged_at=now)
    Evidence.objects.create(
        candidacy_id=evidence.candidacy_id,
        requirement_id=evidence.requirement_id,
        round=evidence.round + 1,
    )
    FileMessage.objects.create(
        candidacy_id=evidence.candidacy_id,
        requirement_id=evidence.requirement_id,
        author=by,
        text=words,
        at=now,
    )


@transaction.atomic
def write(candidacy, text, *, message_id, requirement=None, by):
    """Write to the other side of a file; the other side is told that there is something to read.

    The same id again writes nothing.
    """
    require(policy.can_write, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if known := candidacy.messages.filter(pk=message_id).first():
        return known
    if not candidacy.is_under_way:
        raise NothingToAnswer(_("This file is closed. Nobody would read the message."))
    if not text.strip():
        raise NothingToAnswer(_("Write something."))
    written = FileMessage.objects.create(
        id=message_id, candidacy=candidacy, requirement=requirement, author=by, text=text.strip()
    )
    telling.message_written(written, by=by)
    return written
