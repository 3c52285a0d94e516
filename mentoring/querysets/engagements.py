import datetime as dt
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from courses.querysets.counting import count_of
from lms.core.zones import ZONES, day_in

from .reach import accompanied_by, cooperatives_of, rows


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own as a mentor who said yes, those of one's cooperatives, for a manager those of her country."""
        if user.is_administrator:
            return self
        return self.filter(
            Q(pk__in=accompanied_by(user))
            | Q(cooperative__in=cooperatives_of(user))
            | Q(cooperative__country__in=user.managed_countries)
        )

    def run_by(self, user):
        """Those of the countries somebody manages; an administrator runs all."""
        if user.is_administrator:
            return self
        return self.filter(cooperative__country__in=user.managed_countries)

    def asked_of(self, user):
        """Those for which one is asked as a mentor: of these one reads what is planned, and nothing else yet."""
        asked = rows("MentorAssignment").asked().filter(mentor=user)
        return self.filter(pk__in=asked.values("engagement"))

    def looking(self):
        """Open, and nobody accompanies or is asked: the queue of who runs them, who waits longest first."""
        found = rows("MentorAssignment").open().filter(engagement=OuterRef("pk"))
        return self.open().exclude(models.Exists(found)).order_by("starts_on", "pk")

    def active(self):
        return self.filter(status="active")

    def open(self):
        return self.exclude(status="closed")

    def coached_by(self, person):
        return self.filter(pk__in=accompanied_by(person))

    def with_figures(self):
        """Adds delivered, confirmed, disputed, accepted, overdue and last_held_on.

        A disputed session is not delivered; one that waits for the cooperative is delivered, never confirmed.
        """
        sessions = rows("CoachingSession").filter(engagement=OuterRef("pk"))
        overdue = rows("ActionItem").filter(cooperative=OuterRef("cooperative")).overdue()
        last = sessions.delivered().order_by("-held_on").values("held_on")
        return self.annotate(
            delivered=count_of(sessions.delivered()),
            confirmed=count_of(sessions.confirmed()),
            disputed=count_of(sessions.filter(status="disputed")),
            accepted=count_of(sessions.settled()),
            overdue=count_of(overdue),
            last_held_on=Subquery(last[:1]),
        )

    def for_list(self):
        accepted = rows("MentorAssignment").accepted().select_related("mentor")
        return self.select_related("cooperative", "programme").prefetch_related(
            Prefetch("assignments", queryset=accepted, to_attr="accompanying")
        )

    def longest_silent_first(self):
        """After ``with_figures``: who waits longest for a session comes first, who never had one before all."""
        order = models.Case(
            models.When(status="active", then=0), models.When(status="closed", then=2), default=1
        )
        return self.order_by(order, F("last_held_on").asc(nulls_first=True), "pk")


class AssignmentQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(status="asked")

    def accepted(self):
        return self.filter(status="accepted")

    def open(self):
        return self.filter(status__in=["asked", "accepted"])

    def burdening(self, mentor):
        """What counts against the most that a mentor can take: open engagements she accompanies or is asked for."""
        return self.open().filter(mentor=mentor).exclude(engagement__status="closed")

    def with_conflict(self, cooperative):
        """Who was asked for a cooperative, in any programme, and has said that she has an interest in it."""
        return self.filter(engagement__cooperative=cooperative, has_conflict=True)

    def ever_accompanying(self):
        """Those who accompany, and those who once did."""
        return self.filter(status__in=["accepted", "ended"])


class PlannedVisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the engagements one sees."""
        return self.filter(engagement__in=rows("Engagement").visible_to(user))

    def standing(self):
        return self.filter(cancelled_at=None)

    def to_come(self, day=None):
        """Not cancelled, from a day on (today by default), and of engagements that are under way."""
        day = day or timezone.localdate()
        return self.standing().filter(day__gte=day, engagement__status="active")

    def of_tomorrow(self, now):
        """Those to come on the day after today, by the calendar of each country."""
        tomorrow = {country: day_in(country, now) + dt.timedelta(days=1) for country in ZONES}
        days = (Q(engagement__cooperative__country=c, day=day) for c, day in tomorrow.items())
        return self.to_come(min(tomorrow.values())).filter(reduce(or_, days))

    def of_mentor(self, person):
        return self.filter(engagement__in=accompanied_by(person))

    def for_list(self):
        return self.select_related("engagement__cooperative")
