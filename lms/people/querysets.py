from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lms.core.folding import fold


def in_force(day=None):
    """Rows with ``starts_on`` and ``ends_on`` that hold on a day (today by default)."""
    day = day or timezone.localdate()
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


class CurrentQuerySet(models.QuerySet):
    def current(self, day=None):
        return self.filter(in_force(day))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and for a manager the people of her country; an administrator sees everybody."""
        if user.is_administrator:
            return self
        return self.filter(Q(pk=user.pk) | Q(country__in=user.managed_countries))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, username=None, password=None, **fields):
        """Each of username, e-mail and phone may be missing."""
        if email := fields.get("email"):
            fields["email"] = self.normalize_email(email).lower()
        person = self.model(username=username or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username=None, password=None, **fields):
        return self.create_user(username, password, is_superuser=True, **fields)


class CooperativeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own cooperatives, and for a manager those of her country; an administrator sees all."""
        if user.is_administrator:
            return self
        mine = self.model.objects.filter(
            in_force_of("memberships"), memberships__person=user
        ).values("pk")
        return self.filter(Q(pk__in=mine) | Q(country__in=user.managed_countries))

    def managed_by(self, user):
        """Those of the countries somebody manages; an administrator manages all."""
        return self if user.is_administrator else self.filter(country__in=user.managed_countries)

    def alike(self, name, country, commune="", name_arabic=""):
        """Those of a country whose name is written like this, in either script; in the commune, where both name one."""
        names = {fold(text) for text in (name, name_arabic) if text}
        return [
            one
            for one in self.filter(country=country)
            if names & {fold(text) for text in (one.name, one.name_arabic) if text}
            and (not commune or not one.commune or fold(commune) == fold(one.commune))
        ]


def in_force_of(relation, day=None):
    """As ``in_force``, through a relation."""
    day = day or timezone.localdate()
    return Q(**{f"{relation}__starts_on__lte": day}) & (
        Q(**{f"{relation}__ends_on": None}) | Q(**{f"{relation}__ends_on__gte": day})
    )
