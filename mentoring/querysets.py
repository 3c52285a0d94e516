from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from courses.querysets.counting import count_of
from lms.people.models import Cooperative, Membership


def cooperatives_of(person):
    """Ids of the cooperatives a person belongs to today."""
    return Membership.objects.current().filter(person=person).values("cooperative")


def roster(cooperative, day):
    """The members who had not left by a day. Who was written down only later counts: lists are often late."""
    return cooperative.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=day))


def cooperatives_known_to(user):
    """One's own, those one accompanies, and for a manager those of her country; an administrator knows all."""
    engagements = _rows("Engagement").filter(mentor=user)
    seen = Cooperative.objects.visible_to(user).values("pk")
    return Cooperative.objects.filter(Q(pk__in=seen) | Q(pk__in=engagements.values("cooperative")))


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own as a mentor, those of one's cooperatives, for a manager those of her country."""
        if user.is_administrator:
            return self
        return self.filter(
            Q(mentor=user)
            | Q(cooperative__in=cooperatives_of(user))
            | Q(cooperative__country__in=user.managed_countries)
        )

    def active(self):
        return self.filter(status="active")

    def coached_by(self, person):
        return self.filter(mentor=person)

    def with_figures(self):
        """Adds delivered, confirmed, disputed, overdue and last_held_on.

        A disputed session is not delivered; one that waits for the cooperative is delivered, never confirmed.
        """
        sessions = _rows("CoachingSession").filter(engagement=OuterRef("pk"))
        overdue = _rows("ActionItem").filter(session__engagement=OuterRef("pk")).overdue()
        return self.annotate(
            delivered=count_of(sessions.delivered()),
            confirmed=count_of(sessions.confirmed()),
            disputed=count_of(sessions.filter(status="disputed")),
            overdue=count_of(overdue),
            last_held_on=Subquery(sessions.values("held_on")[:1]),
        )

    def for_list(self):
        return self.select_related("cooperative", "mentor", "programme")

    def longest_silent_first(self):
        """After ``with_figures``: who waits longest for a session comes first, who never had one before all."""
        return self.order_by("status", models.F("last_held_on").asc(nulls_first=True), "pk")


class CoachingSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the engagements one sees."""
        return self.filter(engagement__in=_rows("Engagement").visible_to(user))

    def delivered(self):
        return self.exclude(status="disputed")

    def confirmed(self):
        return self.filter(status="confirmed")

    def of_my_cooperatives(self, member):
        return self.filter(engagement__cooperative__in=cooperatives_of(member))

    def waiting_for(self, member):
        """Sessions of her cooperatives that nobody has confirmed or disputed, and that are not her own visits."""
        return self.of_my_cooperatives(member).filter(status="submitted").exclude(mentor=member)

    def for_list(self):
        return self.select_related("engagement__cooperative", "mentor")

    def for_page(self):
        return self.select_related(
            "engagement__cooperative", "engagement__programme", "mentor"
        ).prefetch_related("attendees__person", "actions__owner__person", "confirmations__person")


class ActionItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the engagements one sees."""
        return self.filter(session__engagement__in=_rows("Engagement").visible_to(user))

    def open(self):
        return self.filter(status__in=["to_do", "doing"])

    def overdue(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def concerning(self, person):
        """Those a person works on: as the mentor, or as a member of the cooperative."""
        return self.filter(
            Q(session__engagement__mentor=person)
            | Q(session__engagement__cooperative__in=cooperatives_of(person))
        )

    def for_list(self):
        return self.select_related("session__engagement__cooperative", "owner__person")

    def open_first(self):
        done = Q(status__in=["done", "dropped"])
        return self.order_by(models.Case(models.When(done, then=1), default=0), "due_on", "pk")


class AssemblyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def for_page(self):
        return self.select_related("cooperative", "recorded_by").prefetch_related(
            "attendees__person", "elections__membership__person", "minutes"
        )

    def with_heads(self):
        """Adds how many members were there, and whether minutes are on file."""
        minutes = _rows("Minutes").filter(assembly=OuterRef("pk"))
        counted = self.annotate(heads=models.Count("attendees"), has_minutes=models.Exists(minutes))
        return counted.order_by("-held_on", "-recorded_at")

    def coming(self, day):
        """The last assembly of each cooperative, where it named a day for the next one within so many days."""
        newest = self.filter(cooperative=OuterRef("cooperative")).values("pk")[:1]
        return self.filter(pk=Subquery(newest), next_on__range=(timezone.localdate(), day))


class PrivateNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The author's own, whoever else asks."""
        return self.filter(author=user)

    def known_to(self, user):
        """Notes of which one may know that they exist, never what they say: for managers and administrators."""
        if user.is_administrator:
            return self
        return self.filter(session__engagement__cooperative__country__in=user.managed_countries)


def _rows(model):
    return apps.get_model("mentoring", model).objects.all()
