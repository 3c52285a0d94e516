from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.agenda import Entry
from mentoring.models import ActionItem, CoachingSession, ScoreInvitation

ACTIONS_AHEAD = timedelta(days=30)
MOST = 20


def ahead_of(person, today):
    """What a member took on and has not done, and the sessions she is asked about. At most so many of each."""
    actions = ActionItem.objects.open().filter(
        owner__person=person, due_on__lte=today + ACTIONS_AHEAD
    )
    waiting = CoachingSession.objects.waiting_for(person).for_list()
    return (
        [
            Entry(
                day=action.due_on,
                kind="action",
                sentence=action.text,
                url=reverse("mentoring:plan", args=[action.cooperative_id]),
                note=str(action.cooperative),
            )
            for action in actions.for_list(person).order_by("due_on", "pk")[:MOST]
        ]
        + [
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
        + _scores_asked_of(person)
    )


def _scores_asked_of(person):
    asked = ScoreInvitation.objects.waiting().of(person).for_list().order_by("pk")
    return [
        Entry(
            day=invitation.diagnostic.held_on,
            kind="answer",
            sentence=_("Give your scores: where does your cooperative stand?"),
            url=reverse("mentoring:give_scores", args=[invitation.diagnostic_id]),
            note=str(invitation.diagnostic.cooperative),
        )
        for invitation in asked[:MOST]
    ]
