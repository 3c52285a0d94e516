"""What may not be written down about a session, and the sentence that says why."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from mentoring.models import Engagement
from mentoring.querysets.reach import roster


class EngagementNotUnderWay(RuleError):
    code = "engagement_not_under_way"


class SessionInTheFuture(RuleError):
    code = "session_in_the_future"


class SessionBeforeEngagement(RuleError):
    code = "session_before_engagement"


class NotOnTheRoster(RuleError):
    code = "not_on_the_roster"


class NotAccompanying(RuleError):
    code = "not_accompanying"


class DueBeforeSession(RuleError):
    code = "due_before_session"


class NextBeforeSession(RuleError):
    code = "next_before_session"


def refuse_strangers(engagement, held_on, named):
    """NotOnTheRoster unless all memberships named are of the engagement's cooperative on that day."""
    known = set(roster(engagement.cooperative, held_on).values_list("pk", flat=True))
    for membership in named:
        if membership.pk not in known:
            raise NotOnTheRoster(
                _("%(person)s was not a member of %(cooperative)s on that day."),
                person=membership.person,
                cooperative=engagement.cooperative,
            )


def refuse_wrong_day(engagement, held_on):
    """What was held while it was under way may still be logged once it is paused or closed, from a late phone."""
    begun = engagement.status not in (Engagement.Status.PROPOSED, Engagement.Status.ACCEPTED)
    if not begun:
        raise EngagementNotUnderWay(
            _("The agreement with the cooperative is not signed yet. Sign it first.")
        )
    if engagement.is_closed and held_on > engagement.closed_on:
        raise EngagementNotUnderWay(
            _("This engagement is closed. Ask the programme manager to open a new one.")
        )
    if held_on > timezone.localdate():
        raise SessionInTheFuture(
            _("%(day)s is still to come. Log a session once it has taken place."),
            day=date_format(held_on),
        )
    if held_on < engagement.starts_on:
        raise SessionBeforeEngagement(
            _("%(day)s is before the engagement began, on %(start)s."),
            day=date_format(held_on),
            start=date_format(engagement.starts_on),
        )


def refuse_other_mentors(engagement, mentors):
    known = set(engagement.assignments.ever_accompanying().values_list("mentor", flat=True))
    for mentor in mentors:
        if mentor.pk not in known:
            raise NotAccompanying(
                _("%(person)s does not accompany %(cooperative)s."),
                person=mentor,
                cooperative=engagement.cooperative,
            )


def refuse_early(held_on, actions, next_visit):
    for action in actions:
        if action["due_on"] < held_on:
            raise DueBeforeSession(
                _("“%(action)s” is due before the day of the session."), action=action["text"]
            )
    if next_visit and next_visit["day"] <= held_on:
        raise NextBeforeSession(_("The next meeting comes after this one."))
