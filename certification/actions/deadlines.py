from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.actions import telling
from certification.models import Candidacy, Pause
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require

WARNINGS = (1, 7, 30)
"""How many days before the end of its time the candidate is told."""


class ClockNotRunning(RuleError):
    code = "clock_not_running"


@transaction.atomic
def pause(candidacy, reason, note="", *, by):
    """Let the deadline of a file stand still. While it does, that pause is returned."""
    require(policy.can_pause, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if candidacy.pause:
        return candidacy.pause
    if not candidacy.is_with_candidate:
        raise ClockNotRunning(
            _("The time of this file does not run: the candidate does not have it.")
        )
    return Pause.objects.create(candidacy=candidacy, reason=reason, note=note.strip(), begun_by=by)


@transaction.atomic
def resume(candidacy, *, by):
    """The deadline runs again, later by each day that it stood still. It runs already: nothing changes."""
    require(policy.can_pause, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if (ended := candidacy.pause) is None:
        return candidacy
    now = timezone.now()
    ended.ended_by, ended.ended_at = by, now
    ended.save(update_fields=["ended_by", "ended_at"])
    candidacy.deadline += timezone.localdate(now) - timezone.localdate(ended.begun_at)
    candidacy.save(update_fields=["deadline"])
    return candidacy


@transaction.atomic
def warn(candidacy, *, by):
    """Tell the candidate that 30, 7 or 1 days are left, each once; after a pause again, as the day is another."""
    require(policy.can_keep_time, by)
    candidacy = Candidacy.objects.locked(candidacy)
    if not candidacy.is_with_candidate or candidacy.pause:
        return
    step = next((days for days in WARNINGS if 0 <= candidacy.days_left <= days), None)
    if step is not None:
        telling.deadline_near(candidacy, step, by=by)


@transaction.atomic
def lapse(candidacy, *, by):
    """Close a file whose time is over. One that was handed in, stands still or has time left stays as it is."""
    require(policy.can_keep_time, by)
    candidacy = Candidacy.objects.locked(candidacy)
    if not candidacy.is_with_candidate or candidacy.pause or candidacy.days_left >= 0:
        return candidacy
    move(candidacy, Candidacy.Status.LAPSED)
    telling.lapsed(candidacy, by=by)
    return candidacy
