from django.db import models
from django.db.models import Count, F, Q


class SurveyRoundQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_at=None)

    def in_order(self):
        """Day by day, then those of the course and after it."""
        return self.order_by("wave", F("day__held_on").asc(nulls_last=True), "pk")

    def with_figures(self):
        """Adds asked and answered: how many were invited, and how many of them have answered."""
        return self.annotate(
            asked=Count("invitations"),
            answered=Count("invitations", filter=Q(invitations__answered=True)),
        )


class SurveyInvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answered=False)
