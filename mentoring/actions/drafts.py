from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring.models import Engagement, SessionDraft
from mentoring.policy import engagements as policy

LONGEST = 40_000
"""Signs that the fields of one draft may have together."""


class DraftTooLong(RuleError):
    code = "draft_too_long"


@transaction.atomic
def save_draft(engagement, fields, *, at, by):
    """Keep what a mentor has typed so far: ``{field: [values]}``, without her private note. The latest one stays.

    ``at`` is when her device typed it: an older copy that arrives late replaces nothing.
    """
    require(policy.can_log, by, engagement)
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LONGEST:
        raise DraftTooLong(_("This is too long to be kept. Save the session."))
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    known = SessionDraft.objects.filter(engagement=engagement, author=by).first()
    if known and known.saved_at >= at:
        return known
    draft = known or SessionDraft(engagement=engagement, author=by)
    draft.fields, draft.saved_at = fields, min(at, timezone.now())
    draft.save()
    return draft


@transaction.atomic
def discard_draft(engagement, *, by):
    """Throw away what was begun. Twice changes nothing."""
    require(policy.can_log, by, engagement)
    SessionDraft.objects.filter(engagement=engagement, author=by).delete()
