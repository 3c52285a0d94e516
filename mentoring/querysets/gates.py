from django.db import models

from .reach import cooperatives_known_to


class StageGateQuerySet(models.QuerySet):
    def of_programme(self, programme):
        return self.filter(programme=programme).order_by("number")

    def for_list(self):
        return self.select_related("programme").order_by("programme__code", "number")


class GateEvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))


class StagePassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def waiting(self):
        return self.filter(status="asked")

    def passed(self):
        return self.filter(status="passed")

    def standing(self):
        """Asked or passed: at most one for a gate and a cooperative."""
        return self.filter(status__in=["asked", "passed"])

    def for_list(self):
        return self.select_related("cooperative", "gate__programme", "mentor")
