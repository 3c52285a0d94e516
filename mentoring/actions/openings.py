"""Opening a private note in an emergency. Nothing here writes down or passes on what the note says."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from lms.core.errors import ReasonMissing, RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from mentoring.models import NoteOpening, NoteReading, PrivateNote
from mentoring.policy import openings as policy
from mentoring.reports.openings import who_can_agree

OPEN_FOR = timedelta(hours=24)


class AlreadyAsked(RuleError):
    code = "already_asked"


class AlreadyDecided(RuleError):
    code = "already_decided"


class NotOpen(RuleError):
    code = "not_open"


@transaction.atomic
def ask_to_open(note, reason, *, by):
    """Ask that a private note be opened, and say why. While the question waits, the same person asks it once.

    Those who can agree are told that it waits. Raises RuleError without a reason, or where somebody else asks already.
    """
    require(policy.can_open, by, note)
    PrivateNote.objects.select_for_update(of=("self",)).only("pk").get(pk=note.pk)
    if waiting := note.openings.waiting().first():
        if waiting.asked_by_id == by.pk:
            return waiting
        raise AlreadyAsked(
            _("%(person)s asks for it already. Agree or refuse instead."), person=waiting.asked_by
        )
    if not reason.strip():
        raise ReasonMissing(_("Say why it must be opened. The author reads it."))
    opening = NoteOpening.objects.create(note=note, reason=reason, asked_by=by)
    _tell(opening, who_can_agree(opening), "mentoring.opening_asked", asked_by=str(by))
    return opening


@transaction.atomic
def agree_to_open(opening, *, by):
    """The second person agrees: for a day the two can read the note, and its author is told. Twice changes nothing."""
    opening = _to_be_decided(opening, by)
    if opening.agreed_by_id == by.pk:
        return opening
    _refuse_decided(opening)
    now = timezone.now()
    opening.agreed_by, opening.agreed_at, opening.open_until = by, now, now + OPEN_FOR
    opening.save(update_fields=["agreed_by", "agreed_at", "open_until"])
    session = opening.note.session
    notify(
        [opening.note.author],
        "mentoring.note_opened",
        subject=str(opening.pk),
        params={
            "asked_by": str(opening.asked_by),
            "agreed_by": str(by),
            "day": timezone.localdate(now),
        },
        path=f"mentoring/sessions/{session.pk}/",
        by=SYSTEM,
    )
    _tell(opening, [opening.asked_by], "mentoring.opening_agreed", agreed_by=str(by))
    return opening


@transaction.atomic
def refuse_to_open(opening, *, by):
    """The second person refuses; the note stays closed. Twice changes nothing."""
    opening = _to_be_decided(opening, by)
    if opening.refused_by_id == by.pk:
        return opening
    _refuse_decided(opening)
    opening.refused_by, opening.refused_at = by, timezone.now()
    opening.save(update_fields=["refused_by", "refused_at"])
    _tell(opening, [opening.asked_by], "mentoring.opening_refused", refused_by=str(by))
    return opening


@sensitive_variables()
@transaction.atomic
def read_note(opening, *, by):
    """The words of an opened note. That they are read is written down before they are given out."""
    require(policy.can_read, by, opening)
    opening = NoteOpening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if not NoteOpening.objects.open_to(by).filter(pk=opening.pk).exists():
        raise NotOpen(_("It is not open any more. If it must be read again, ask again."))
    NoteReading.objects.create(opening=opening, reader=by)
    return PrivateNote.objects.get(pk=opening.note_id).text


def _to_be_decided(opening, by):
    require(policy.can_decide, by, opening)
    waiting = NoteOpening.objects.select_for_update(of=("self",)).for_page()
    return waiting.get(pk=opening.pk)


def _refuse_decided(opening):
    if opening.agreed_at or opening.refused_at:
        raise AlreadyDecided(_("Somebody else has decided already."))


def _tell(opening, people, kind, **params):
    notify(
        people,
        kind,
        subject=str(opening.pk),
        params=params,
        path=f"mentoring/openings/{opening.pk}/",
        by=SYSTEM,
    )
