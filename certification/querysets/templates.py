from django.db import models


class TemplateVersionQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status="approved")


class MarkPermissionQuerySet(models.QuerySet):
    def on(self, day):
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)
