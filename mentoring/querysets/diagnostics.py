from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from courses.querysets.counting import count_of

from .reach import cooperatives_known_to, rows


class DiagnosticToolQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status="published")

    def drafts(self):
        return self.filter(status="draft")


class DiagnosticQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def done(self):
        return self.filter(status="done")

    def in_time(self):
        """As they were held, the first one first."""
        return self.order_by("held_on", "opened_at", "pk")

    def with_heads(self):
        """Adds how many members are asked, and how many have given their scores."""
        asked = rows("ScoreInvitation").filter(diagnostic=OuterRef("pk"))
        return self.annotate(asked=count_of(asked), answered=count_of(asked.filter(answered=True)))

    def for_page(self):
        return self.with_heads().select_related("cooperative", "tool", "opened_by")


class ScoreInvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Asked, not answered, and it can still be answered."""
        here = Q(membership__ends_on=None) | Q(membership__ends_on__gte=timezone.localdate())
        return self.filter(here, answered=False, diagnostic__status="scoring")

    def of(self, person):
        return self.filter(membership__person=person)

    def for_list(self):
        return self.select_related("diagnostic__cooperative", "diagnostic__tool")
