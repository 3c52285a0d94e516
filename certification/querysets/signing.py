from django.db import models


class StatusListQuerySet(models.QuerySet):
    def signed(self):
        return self.exclude(document="")


class SigningKeyQuerySet(models.QuerySet):
    def trusted(self):
        """Those whose signatures hold: what signs today, and what signed before and is known to nobody else."""
        return self.filter(status__in=["active", "retired"])

    def in_use(self):
        """At most one for each purpose: what signs today."""
        return self.filter(status="active")
