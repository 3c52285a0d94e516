from django.db import models


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(person=user)
