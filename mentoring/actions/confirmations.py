from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring.choices import Outcome
from mentoring.models import CoachingSession, Confirmation
from mentoring.policy import sessions as policy

Status = CoachingSession.Status
ANSWERABLE = (Status.SUBMITTED, Status.DISPUTED)


class AlreadyConfirmed(RuleError):
    code = "already_confirmed"


class ChangedSince(RuleError):
    code = "changed_since"


@transaction.atomic
def confirm_session(session, *, version=None, by):
    """A member says that the session took place as written. It stays disputed while another member's dispute stands.

    ``version`` is what she has read: where it was amended since, she is asked to read it again.
    """
    require(policy.can_answer_for, by, session)
    session = _locked(session, version)
    confirmation = _say(session, by, Outcome.CONFIRMED)
    disputed = _of_this_version(session).filter(outcome=Outcome.DISPUTED).exists()
    if session.status in ANSWERABLE and not disputed:
        move(session, Status.CONFIRMED, confirmed_at=timezone.now())
    elif session.is_settled and not session.is_confirmed:
        # Late, and true all the same. What a closed month has reported stays as it was.
        session.confirmed_at = timezone.now()
        session.save(update_fields=["confirmed_at"])
    return confirmation


@transaction.atomic
def dispute_session(session, reason, *, version=None, by):
    """A member says what is not true. Her reason is kept, and the session no longer counts as delivered."""
    require(policy.can_answer_for, by, session)
    session = _locked(session, version)
    if session.status not in ANSWERABLE:
        raise AlreadyConfirmed(
            _("This session is already confirmed. If it is wrong, tell the programme manager.")
        )
    if not reason.strip():
        raise ReasonMissing(_("Say what is not true, so that it can be put right."))
    confirmation = _say(session, by, Outcome.DISPUTED, reason)
    if session.status != Status.DISPUTED:
        move(session, Status.DISPUTED)
    return confirmation


def _locked(session, version):
    session = CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if version is not None and version != session.version:
        raise ChangedSince(_("This session was changed since you read it. Read it again."))
    return session


def _say(session, person, outcome, reason=""):
    """One row for each member: her latest word. What she said before is in its history."""
    said = _of_this_version(session).filter(person=person).first()
    said = said or Confirmation(session=session, version=session.version, person=person)
    if (said.outcome, said.reason) != (outcome, reason):
        said.outcome, said.reason = outcome, reason
        said.save()
    return said


def _of_this_version(session):
    """What was said of a session before it was amended was said of something else."""
    return session.confirmations.filter(version=session.version)
