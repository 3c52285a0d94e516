from django.db import transaction
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring.models import CoachingSession, PrivateNote
from mentoring.policy import sessions as policy


class NoteAlreadyKept(RuleError):
    code = "note_already_kept"


@transaction.atomic
def keep_private_note(session, text, *, by):
    """Keep what a mentor writes for herself alone. The same words again change nothing; a note is not rewritten."""
    require(policy.can_keep_note, by, session)
    CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if existing := PrivateNote.objects.filter(session=session, author=by).first():
        if existing.text == text:
            return existing
        raise NoteAlreadyKept(_("You have already kept a private note on this session."))
    return PrivateNote.objects.create(session=session, author=by, text=text)
