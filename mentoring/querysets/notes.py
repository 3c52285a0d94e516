from django.db import models
from django.db.models import Q
from django.utils import timezone


class PrivateNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The author's own, whoever else asks."""
        return self.filter(author=user)

    def known_to(self, user):
        """Notes of which one may know that they exist, never what they say: for managers and administrators."""
        if user.is_administrator:
            return self
        return self.filter(session__engagement__cooperative__country__in=user.managed_countries)


class NoteOpeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who may know of the note, and its author: that it was asked for, by whom and why."""
        if user.is_administrator:
            return self
        return self.filter(
            Q(note__author=user)
            | Q(note__session__engagement__cooperative__country__in=user.managed_countries)
        )

    def open_to(self, user):
        """Agreed, not run out, and the user is one of the two."""
        agreed = self.filter(open_until__gt=timezone.now())
        return agreed.filter(Q(asked_by=user) | Q(agreed_by=user))

    def waiting(self):
        return self.filter(agreed_at=None, refused_at=None)


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whom it went to, and who wrote it. Nobody else, administrators included."""
        return self.filter(Q(sent_to=user) | Q(raised_by=user))
