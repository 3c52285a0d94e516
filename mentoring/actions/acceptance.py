"""The programme accepts what was delivered, so that it can be reported and paid."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move, move_all
from lms.core.policy import require
from mentoring.models import CoachingSession
from mentoring.policy import sessions as policy
from mentoring.reports.acceptance import looked_through

Status = CoachingSession.Status


class SessionDisputed(RuleError):
    code = "session_disputed"


@transaction.atomic
def accept_session(session, *, because="", by):
    """The programme accepts one session, whatever stands out about it. Accepting twice changes nothing.

    Where nobody of the cooperative has confirmed it ``because`` says why, and it stays unconfirmed. Raises RuleError
    without a reason there, and for a session that is disputed.
    """
    require(policy.can_accept, by, session)
    session = CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.is_settled:
        return session
    if session.status == Status.DISPUTED:
        raise SessionDisputed(
            _("The cooperative disputes this session. Have it corrected, or ask the member again.")
        )
    if not session.is_confirmed and not because.strip():
        raise ReasonMissing(_("Nobody has confirmed this session. Say why you accept it."))
    move(
        session,
        Status.ACCEPTED,
        accepted_at=timezone.now(),
        accepted_by=by,
        accepted_because=because.strip(),
    )
    return session


@transaction.atomic
def accept_sessions(sessions, *, by):
    """Accept all sessions about which nothing stands out. Returns the others, oldest first, each with ``oddities``.

    What is accepted already is passed over.
    """
    chosen = CoachingSession.objects.filter(pk__in=[session.pk for session in sessions])
    for country in chosen.order_by().values_list("engagement__cooperative__country").distinct():
        require(policy.can_accept_in, by, *country)
    locked = chosen.unsettled().for_acceptance().select_for_update(of=("self",))
    clean, odd = looked_through(locked, by)
    move_all(clean, Status.ACCEPTED, accepted_at=timezone.now(), accepted_by=by, by=by)
    return odd
