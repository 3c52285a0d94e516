"""Whom a mentor is to see next: her cooperatives by the day they are due, overdue in front."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils import timezone

from lms.core.zones import day_in
from mentoring.models import Engagement, PlannedVisit

SILENCE = timedelta(days=30)
"""After so many days without a session, and with no visit planned, a cooperative is due."""


class Due(NamedTuple):
    """One cooperative. ``visit`` is the one to come, else the one that was missed, else None."""

    day: object
    engagement: object
    visit: object
    is_overdue: bool

    @property
    def missed(self):
        return self.visit is not None and self.is_overdue


def week_of(mentor, now=None):
    """Her engagements under way as ``Due``, soonest first. Three queries for any number of them."""
    now = now or timezone.now()
    standing = PlannedVisit.objects.standing().order_by("day", "starts_at")
    engagements = (
        Engagement.objects.coached_by(mentor)
        .active()
        .with_figures()
        .for_list()
        .prefetch_related(Prefetch("visits", queryset=standing, to_attr="standing"))
    )
    rows = [
        due(engagement, day_in(engagement.cooperative.country, now)) for engagement in engagements
    ]
    return sorted(rows, key=lambda row: (row.day, str(row.engagement.cooperative)))


def due(engagement, today):
    """When a cooperative is to be seen: on the day named, else a while after it was last seen."""
    last = engagement.last_held_on
    ahead = [visit for visit in engagement.standing if visit.day >= today and visit.day != last]
    missed = [visit for visit in engagement.standing if visit.day < today]
    if last:
        missed = [visit for visit in missed if visit.day > last]
    if ahead or missed:
        visit = ahead[0] if ahead else missed[-1]
        return Due(visit.day, engagement, visit, visit.day < today)
    day = last + SILENCE if last else engagement.starts_on
    return Due(day, engagement, None, day <= today)
