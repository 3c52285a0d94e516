from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from .reach import rows


class PrivateNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The author's own, whoever else asks."""
        return self.filter(author=user)

    def known_to(self, user):
        """Notes of which one may know that they exist, never what they say: for managers and administrators."""
        if user.is_administrator:
            return self
        return self.filter(session__engagement__cooperative__country__in=user.managed_countries)

    def without_words(self):
        """What is not loaded cannot be shown by mistake."""
        return self.defer("text").select_related("author", "session__engagement__cooperative")

    def with_openings(self):
        return self.prefetch_related(
            Prefetch("openings", queryset=rows("NoteOpening").with_people())
        )


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

    def waiting_for(self, user):
        """Those in which a user can be the second person."""
        there = rows("SessionMentor").filter(mentor=user).values("session")
        return (
            self.waiting()
            .filter(note__in=rows("PrivateNote").known_to(user).values("pk"))
            .exclude(Q(asked_by=user) | Q(note__author=user) | Q(note__session__in=there))
        )

    def with_people(self):
        return self.select_related("asked_by", "agreed_by", "refused_by")

    def for_page(self):
        """With all that is known of an opening, and never the words of the note."""
        of_note = "note__session__engagement__cooperative"
        return (
            self.select_related("asked_by", "agreed_by", "refused_by", "note__author", of_note)
            .defer("note__text")
            .prefetch_related("readings__reader")
        )


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whom it went to, and who wrote it. Nobody else, administrators included."""
        return self.filter(Q(sent_to=user) | Q(raised_by=user))

    def open(self):
        return self.exclude(status="settled")

    def for_page(self):
        return self.select_related("cooperative", "raised_by", "sent_to")

    def for_list(self):
        """What is not settled first, and of that who is in danger now; without the words."""
        settled = models.Case(models.When(status="settled", then=1), default=0)
        listed = self.for_page().defer("text", "what_was_done")
        return listed.order_by(settled, "-in_danger_now", "-raised_at")
