from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.agenda import Entry

from .models import ActionItem, CoachingSession

ACTIONS_AHEAD = timedelta(days=30)
MOST = 20


def totals(engagements):
    """Planned, delivered, confirmed and disputed sessions of some engagements together.

    Counted as for each one: what is disputed is not delivered, what waits is delivered and not confirmed.
    """
    sessions = CoachingSession.objects.filter(engagement__in=engagements).aggregate(
        delivered=Count("pk", filter=~Q(status="disputed")),
        confirmed=Count("pk", filter=Q(status="confirmed")),
        disputed=Count("pk", filter=Q(status="disputed")),
    )
    planned = engagements.aggregate(planned=Sum("planned_sessions"))["planned"]
    return {"planned": planned or 0, **sessions}


def ahead_of(person, today):
    """What a member took on and has not done, and the sessions she is asked about. At most so many of each."""
    actions = ActionItem.objects.open().filter(
        owner__person=person, due_on__lte=today + ACTIONS_AHEAD
    )
    waiting = CoachingSession.objects.waiting_for(person).for_list()
    return [
        Entry(
            day=action.due_on,
            kind="action",
            sentence=action.text,
            url=reverse("mentoring:actions", args=[action.session.engagement_id]),
            note=str(action.session.engagement.cooperative),
        )
        for action in actions.for_list().order_by("due_on", "pk")[:MOST]
    ] + [
        Entry(
            day=session.held_on,
            kind="answer",
            sentence=_("Say whether the session of %(day)s was as it is written")
            % {"day": date_format(session.held_on, "DATE_FORMAT")},
            url=reverse("mentoring:session", args=[session.pk]),
            note=str(session.engagement.cooperative),
        )
        for session in waiting[:MOST]
    ]
