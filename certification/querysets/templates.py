from django.db import models


class TemplateVersionQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status="approved")

    def update(self, **values):
        """Only drafts change in bulk too."""
        if not set(values) <= self.model.MOVING and self.exclude(status="draft").exists():
            raise TypeError("An approved version of a template never changes.")
        return super().update(**values)


class MarkPermissionQuerySet(models.QuerySet):
    def on(self, day):
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)
