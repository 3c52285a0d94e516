from django.db import models
from django.db.models import Q

from .reach import cooperatives_of


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
