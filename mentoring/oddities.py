"""What stands out about a session, so that somebody looks at it before the programme accepts it."""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.choices import Outcome, length

LONGEST_DAY = 8 * 60
"""Minutes with cooperatives that a mentor can well have on one day."""
LATEST = dt.timedelta(days=30)
"""How long after it was held a session is usually written down."""


FINAL = {"disputed", "own"}
"""With these no reason is good enough."""


class Oddity(NamedTuple):
    code: str
    sentence: str


def oddities_of(session, by):
    """All that stands out when ``by`` is to accept it. ``session`` comes from ``with_days``: nothing is asked anew."""
    found = (
        _of_who_accepts(session, by),
        _of_its_state(session),
        _of_its_day(session),
        _of_long_days(session),
        _of_its_people(session),
        _of_its_history(session),
    )
    return [oddity for some in found for oddity in some]


def _of_who_accepts(session, by):
    if any(time.mentor_id == by.pk for time in session.mentors.all()):
        yield Oddity("own", _("You were there as a mentor: somebody else accepts it."))


def _of_its_state(session):
    if session.status == session.Status.DISPUTED:
        yield Oddity("disputed", _("The cooperative disputes it."))
    elif not session.is_confirmed:
        yield Oddity("unconfirmed", _("Nobody of the cooperative has confirmed it."))


def _of_its_day(session):
    engagement = session.engagement
    if session.others_that_day:
        yield Oddity(
            "same_day",
            _("Another session of this engagement is written down for the same day: one too many?"),
        )
    if not engagement.starts_on <= session.held_on <= engagement.ends_on:
        yield Oddity(
            "outside",
            _("It was held outside the engagement, which goes from %(start)s to %(end)s.")
            % {
                "start": date_format(engagement.starts_on, "SHORT_DATE_FORMAT"),
                "end": date_format(engagement.ends_on, "SHORT_DATE_FORMAT"),
            },
        )


def _of_long_days(session):
    for time in session.mentors.all():
        if time.minutes_that_day > LONGEST_DAY:
            yield Oddity(
                "long_day",
                _("%(mentor)s has %(length)s with cooperatives on that day.")
                % {"mentor": time.mentor, "length": length(time.minutes_that_day)},
            )


def _of_its_people(session):
    if not session.attendees.all():
        yield Oddity("nobody", _("No member of the cooperative is ticked as present."))


def _of_its_history(session):
    said = session.confirmations.all()
    if any(one.outcome == Outcome.CONFIRMED and one.version < session.version for one in said):
        yield Oddity("amended", _("It was changed after a member had confirmed it."))
    late = timezone.localdate(session.submitted_at) - session.held_on
    if late > LATEST:
        yield Oddity(
            "late", _("It was written down %(days)d days after it was held.") % {"days": late.days}
        )
