import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .reach import accompanied_by, cooperatives_led_by, cooperatives_of, in_countries_of, rows

PATIENCE = dt.timedelta(days=5)
"""How long a cooperative has time to say whether a session was as it is written."""


class CoachingSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who accompanies or accompanied it, the cooperative as its engagement says, the manager of the country."""
        if user.is_administrator:
            return self
        mine = rows("SessionMentor").filter(mentor=user).values("session")
        return self.filter(
            Q(engagement__in=accompanied_by(user))
            | Q(pk__in=mine)
            | read_by_cooperative(user)
            | Q(engagement__cooperative__country__in=user.managed_countries)
        )

    def delivered(self):
        return self.exclude(status="disputed")

    def confirmed(self):
        """Somebody of the cooperative has said that it is true. Accepted alone is not confirmed."""
        return self.filter(confirmed_at__isnull=False)

    def settled(self):
        """Accepted by the programme, in a closed month or not."""
        return self.filter(status__in=["accepted", "locked"])

    def unsettled(self):
        return self.exclude(status__in=["accepted", "locked"])

    def long_unanswered(self):
        """Written down days ago, and nobody of the cooperative has confirmed or disputed them."""
        before = timezone.now() - PATIENCE
        return self.filter(status="submitted", submitted_at__lt=before)

    def run_by(self, user):
        """Those of the countries that one manages; an administrator runs all."""
        return self.filter(in_countries_of(user, "engagement__cooperative__"))

    def given_by(self, mentor):
        """Those at which a mentor was there, whoever wrote them down."""
        return self.filter(pk__in=rows("SessionMentor").filter(mentor=mentor).values("session"))

    def of_my_cooperatives(self, member):
        return self.filter(read_by_cooperative(member))

    def waiting_since(self, first, last):
        """Sent between two moments, and neither confirmed nor disputed."""
        return self.filter(status="submitted", submitted_at__range=(first, last))

    def waiting_for(self, member):
        """Sessions of her cooperatives that nobody has confirmed or disputed, and that are not her own visits."""
        own = rows("SessionMentor").filter(mentor=member).values("session")
        asked = self.of_my_cooperatives(member).filter(status="submitted")
        return asked.exclude(pk__in=own)

    def for_list(self):
        return self.select_related("engagement__cooperative", "logged_by").prefetch_related(
            "mentors__mentor"
        )

    def for_acceptance(self):
        """Oldest first, with all that may stand out about them."""
        listed = self.select_related("engagement__cooperative").order_by("held_on", "pk")
        return listed.prefetch_related("mentors__mentor", "attendees", "confirmations")

    def for_report(self):
        """With all that the report of a month tells of them."""
        return self.select_related(
            "engagement__cooperative", "engagement__programme"
        ).prefetch_related("mentors__mentor", "attendees__person")

    def for_page(self):
        return self.select_related(
            "engagement__cooperative", "engagement__programme", "logged_by", "accepted_by"
        ).prefetch_related(
            "attendees__person",
            "carried__action__owner__person",
            "confirmations__person",
            "mentors__mentor",
            "amendments__made_by",
            "photos",
        )


class SessionMentorQuerySet(models.QuerySet):
    def settled(self):
        """Time in sessions that the programme has accepted: all that a statement counts."""
        return self.filter(session__status__in=["accepted", "locked"])


class AmendmentQuerySet(models.QuerySet):
    def not_reported(self):
        """Made in a closed month, and no later report tells of it yet."""
        return self.filter(after_lock=True, closed_month=None)

    def for_report(self):
        """With all that the report of a month tells of them."""
        return self.select_related(
            "made_by",
            "session__closed_month",
            "session__engagement__cooperative",
            "session__engagement__programme",
        ).defer("session__closed_month__facts")


class ClosedMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the countries that one manages; an administrator sees all."""
        return self.filter(in_countries_of(user))

    def for_list(self):
        """Without the facts, which are long."""
        return self.select_related("closed_by").defer("facts")


class SessionPhotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the sessions one sees."""
        return self.filter(session__in=rows("CoachingSession").visible_to(user))


def read_by_cooperative(person):
    """Sessions that a member reads: of every cooperative of hers whose members all read, or in which she has an office."""
    return Q(
        engagement__cooperative__in=cooperatives_of(person), engagement__readers="members"
    ) | Q(engagement__cooperative__in=cooperatives_led_by(person))
