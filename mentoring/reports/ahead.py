from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.agenda import Entry
from mentoring.models import ActionItem, CoachingSession, ScoreInvitation

from .ninety_days import not_written

ACTIONS_AHEAD = timedelta(days=30)
MOST = 20


def ahead_of(person, today):
    """What a member took on and has not done, what she is asked, and the plan that ends her training.

    At most so many of each.
    """
    return [
        *_actions(person, today),
        *_questions(person),
        *_scores_asked_of(person),
        *_plan_to_write(person),
    ]


def _actions(person, today):
    soon = ActionItem.objects.open().taken_on_by(person).filter(due_on__lte=today + ACTIONS_AHEAD)
    for action in soon.select_related("cooperative").order_by("due_on", "pk")[:MOST]:
        yield Entry(
            day=action.due_on,
            kind="action",
            sentence=action.text,
            url=reverse("mentoring:action", args=[action.pk]),
            note=str(action.cooperative),
            button=_("I have done it"),
        )


def _questions(person):
    for session in CoachingSession.objects.waiting_for(person).for_list()[:MOST]:
        yield Entry(
            day=session.held_on,
            kind="answer",
            sentence=_("Say whether the session of %(day)s was as it is written")
            % {"day": date_format(session.held_on, "DATE_FORMAT")},
            url=reverse("mentoring:session", args=[session.pk]),
            note=str(session.engagement.cooperative),
        )


def _scores_asked_of(person):
    asked = ScoreInvitation.objects.waiting().of(person).for_list().order_by("pk")
    for invitation in asked[:MOST]:
        yield Entry(
            day=invitation.diagnostic.held_on,
            kind="answer",
            sentence=_("Give your scores: where does your cooperative stand?"),
            url=reverse("mentoring:give_scores", args=[invitation.diagnostic_id]),
            note=str(invitation.diagnostic.cooperative),
        )


def _plan_to_write(person):
    for place in not_written(person)[:1]:
        yield Entry(
            day=place.cohort.closes_on,
            kind="due",
            sentence=_("Write your 90-day plan"),
            url=reverse("mentoring:my_plan"),
            note=place.cohort.edition.title,
        )
