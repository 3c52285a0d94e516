from django.db import models

from .reach import cooperatives_known_to


class StageGateQuerySet(models.QuerySet):
    def of_programme(self, programme):
        return self.filter(programme=programme).order_by("number")


class StagePassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def waiting(self):
        return self.filter(status="asked")

    def passed(self):
        return self.filter(status="passed")
