import hashlib

from django.db import models


def digest_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, whoever else asks."""
        return self.filter(owner=user)

    def standing(self):
        return self.filter(withdrawn_at=None)

    def of_secret(self, secret):
        """Looked up by its digest, so that the time it takes says nothing about the secret."""
        return self.filter(digest=digest_of(secret))
