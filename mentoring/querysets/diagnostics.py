from django.db import models

from .reach import cooperatives_known_to


class DiagnosticToolQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status="published")


class DiagnosticQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def done(self):
        return self.filter(status="done")
