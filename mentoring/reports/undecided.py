"""What devices told that was refused, or came in conflict, in words that a person can decide by."""

import json

from django.forms import ChoiceField, ModelChoiceField, ModelMultipleChoiceField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.scoring import is_id
from lms.offline.kinds import KINDS
from lms.offline.models import Event
from mentoring.models import Engagement

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
    names = _cooperatives([*found, *firsts.values()], user)
    for event in found:
        event.first = firsts.get(event.id) if event.id in ids else None
        for one in filter(None, (event, event.first)):
            one.label = LABELS.get(one.kind, _("Something else"))
            one.words = words_of(one, names)
            one.record = record_of(one)
    return found


def words_of(event, names):
    """What was told, as pairs of label and text. Nothing of a kind that is private, or that this version does not know.

    ``names`` says which cooperative an engagement is of; of other rows only how many were named.
    """
    kind = KINDS.get(event.kind)
    if event.private or kind is None or kind.private or not isinstance(event.payload, dict):
        return []
    fields = kind.form.base_fields
    return [
        _pair(name, value, fields.get(name), names)
        for name, value in event.payload.items()
        if value not in (None, "", [], {}, False)
    ]


def _pair(name, value, field, names):
    if name == "engagement" and str(value) in names:
        return _("Cooperative"), names[str(value)]
    label = field.label if field and field.label else name
    if isinstance(field, ModelMultipleChoiceField) and isinstance(value, list):
        return label, str(len(value))
    if value is True:
        return label, _("yes")
    known = (
        dict(getattr(field, "choices", ()))
        if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField)
        else {}
    )
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return label, _short(" · ".join(str(known.get(one, one)) for one in value))
    if isinstance(value, str):
        return label, _short(str(known.get(value, value)))
    return label, _short(json.dumps(value, ensure_ascii=False))


def _cooperatives(events, user):
    """The cooperatives of the engagements named that one manages, by the id of the engagement as it was told."""
    told = [event.payload.get("engagement") for event in events if isinstance(event.payload, dict)]
    ids = [key for key in told if isinstance(key, str) and is_id(key)]
    found = Engagement.objects.run_by(user).filter(pk__in=ids).select_related("cooperative")
    return {str(one.pk): str(one.cooperative) for one in found}


def record_of(event):
    """The address of what was stored, where there is such a page."""
    key = event.result.get("id")
    stored = event.outcome == Event.Outcome.STORED and event.kind in RECORDS and key
    return reverse(RECORDS[event.kind], args=[key]) if stored else ""


def _short(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
