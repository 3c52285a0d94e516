from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def undecided(self):
        """Refused or conflicting, and nobody has decided yet."""
        return self.filter(outcome__in=["rejected", "conflict"], decided_at=None)

    def visible_to(self, user):
        """One's own, and for a manager those of the people of her country: never private words of others."""
        if user.is_administrator:
            return self.filter(Q(person=user) | Q(private=False))
        return self.filter(
            Q(person=user) | Q(private=False, person__country__in=user.managed_countries)
        )

    def shown_to(self, user):
        """Those whose words may be shown to whoever decides on them: never private ones, not even one's own."""
        return self.visible_to(user).filter(private=False)
