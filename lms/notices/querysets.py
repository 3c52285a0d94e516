from django.db import models
from django.utils import timezone


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(person=user)


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        """Waiting, and nobody is disturbed any more."""
        return self.filter(status="waiting", not_before__lte=timezone.now())

    def visible_to(self, user):
        """For a manager those to the people of her country; an administrator sees all."""
        if user.is_administrator:
            return self
        return self.filter(notice__person__country__in=user.managed_countries)
