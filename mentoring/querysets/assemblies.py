from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from .reach import cooperatives_known_to, rows


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
        minutes = rows("Minutes").filter(assembly=OuterRef("pk"))
        counted = self.annotate(heads=models.Count("attendees"), has_minutes=models.Exists(minutes))
        return counted.order_by("-held_on", "-recorded_at")

    def coming(self, day):
        """The last assembly of each cooperative, where it named a day for the next one within so many days."""
        newest = self.filter(cooperative=OuterRef("cooperative")).values("pk")[:1]
        return self.filter(pk=Subquery(newest), next_on__range=(timezone.localdate(), day))
