from django.db import transaction
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring import policy
from mentoring.choices import Outcome
from mentoring.models import CoachingSession, Confirmation


class ReasonMissing(RuleError):
    code = "reason_missing"


class AlreadyConfirmed(RuleError):
    code = "already_confirmed"


@transaction.atomic
def confirm_session(session, *, by):
    """A member says that the session took place as written. It stays disputed while another member's dispute stands."""
    require(policy.can_answer_for, by, session)
    session = CoachingSession.objects.select_for_update().get(pk=session.pk)
    confirmation = _say(session, by, Outcome.CONFIRMED)
    disputed = session.confirmations.filter(outcome=Outcome.DISPUTED).exists()
    if session.status != CoachingSession.Status.CONFIRMED and not disputed:
        move(session, CoachingSession.Status.CONFIRMED)
    return confirmation


@transaction.atomic
def dispute_session(session, reason, *, by):
    """A member says what is not true. Her reason is kept, and the session no longer counts as delivered."""
    require(policy.can_answer_for, by, session)
    session = CoachingSession.objects.select_for_update().get(pk=session.pk)
    if session.status == CoachingSession.Status.CONFIRMED:
        raise AlreadyConfirmed(
            _("This session is already confirmed. If it is wrong, tell the programme manager.")
        )
    if not reason.strip():
        raise ReasonMissing(_("Say what is not true, so that it can be put right."))
    confirmation = _say(session, by, Outcome.DISPUTED, reason)
    if session.status != CoachingSession.Status.DISPUTED:
        move(session, CoachingSession.Status.DISPUTED)
    return confirmation


def _say(session, person, outcome, reason=""):
    """One row for each member: her latest word. What she said before is in its history."""
    said = Confirmation.objects.filter(session=session, person=person).first()
    said = said or Confirmation(session=session, person=person)
    if (said.outcome, said.reason) != (outcome, reason):
        said.outcome, said.reason = outcome, reason
        said.save()
    return said
