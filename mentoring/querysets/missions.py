from django.db import models
from django.db.models import OuterRef, Q

from courses.querysets.counting import count_of

from .reach import cooperatives_of, rows


class ExpertMissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The expert's own, those of one's cooperatives, for a manager those of her country."""
        if user.is_administrator:
            return self
        return self.filter(
            Q(expert=user)
            | Q(cooperative__in=cooperatives_of(user))
            | Q(cooperative__country__in=user.managed_countries)
        )

    def unsettled(self):
        """Under way, or waiting to be accepted."""
        return self.filter(status__in=["open", "delivered"])

    def for_list(self):
        """Adds ``worked``, how many half-days are written down."""
        worked = rows("MissionHalfDay").filter(mission=OuterRef("pk"))
        return self.select_related("cooperative", "expert").annotate(worked=count_of(worked))

    def for_page(self):
        return self.select_related(
            "cooperative",
            "programme",
            "expert",
            "cooperative_accepted_by",
            "manager_accepted_by",
        ).prefetch_related("half_days", "files")
