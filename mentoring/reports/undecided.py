"""What devices told that was refused, or came in conflict, in words that a person can decide by."""

import json

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.offline.kinds import KINDS
from lms.offline.models import Event

LABELS = {
    "mentoring.session_logged": _("A session was logged"),
    "mentoring.session_confirmed": _("A session was confirmed"),
    "mentoring.session_disputed": _("A session was disputed"),
    "mentoring.assembly_recorded": _("An assembly was written down"),
    "mentoring.action_moved": _("An action was moved on"),
    "courses.lesson_finished": _("A lesson was finished"),
    "courses.check_answered": _("A quick question was answered"),
    "courses.quiz_started": _("A quiz was begun"),
    "courses.quiz_answered": _("A quiz question was answered"),
    "courses.quiz_handed_in": _("A quiz was handed in"),
    "courses.work_handed_in": _("Work was handed in"),
    "courses.mark_contested": _("A mark was contested"),
    "courses.attendance_taken": _("Attendance was taken"),
    "courses.group_lesson_held": _("A group lesson was held"),
    "courses.cohort_joined": _("A cohort was joined"),
    "courses.question_asked": _("A question was asked"),
    "courses.question_replied": _("A question was replied to"),
    "certification.training_observed": _("A training was observed"),
}
RECORDS = {
    "mentoring.session_logged": "mentoring:session",
    "mentoring.assembly_recorded": "mentoring:assembly",
}
"""Where one looks at what was stored."""
LONGEST = 600
"""Signs of one answer that are shown. The rest stays in the database."""


def told_twice(events, user):
    """Gives each event its ``label`` and ``words``; one in conflict also ``first``, what came under its id before."""
    found = list(events)
    ids = [event.id for event in found if event.outcome == Event.Outcome.CONFLICT]
    known = Event.objects.shown_to(user).exclude(outcome=Event.Outcome.CONFLICT)
    firsts = {event.id: event for event in known.filter(id__in=ids).select_related("person")}
    for event in found:
        event.first = firsts.get(event.id) if event.id in ids else None
        for one in filter(None, (event, event.first)):
            one.label = LABELS.get(one.kind, _("Something else"))
            one.words = words_of(one)
            one.record = record_of(one)
    return found


def words_of(event):
    """What was told, as pairs of label and text. Nothing of a kind that is private, or that this version does not know."""
    kind = KINDS.get(event.kind)
    if event.private or kind is None or kind.private or not isinstance(event.payload, dict):
        return []
    fields = kind.form.base_fields
    return [
        (fields[name].label or name if name in fields else name, _text(value))
        for name, value in event.payload.items()
        if value not in (None, "", [], {}, False)
    ]


def record_of(event):
    """The address of what was stored, where there is such a page."""
    key = event.result.get("id")
    stored = event.outcome == Event.Outcome.STORED and event.kind in RECORDS and key
    return reverse(RECORDS[event.kind], args=[key]) if stored else ""


def _text(value):
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        value = " · ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
