from django.db import models
from django.db.models import Q
from django.utils import timezone

from .reach import coached_by, cooperatives_known_to, cooperatives_of


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def open(self):
        return self.filter(status="open")


class ActionItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def open(self):
        return self.filter(status__in=["to_do", "doing"])

    def overdue(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def concerning(self, person):
        """Those a person works on: as the mentor, or as a member of the cooperative."""
        return self.filter(
            Q(cooperative__in=coached_by(person)) | Q(cooperative__in=cooperatives_of(person))
        )

    def for_list(self, user):
        """Adds ``movable``: whether the user may say where it stands, as who took it on or as a mentor."""
        hers = Q(owner__person=user) | Q(cooperative__in=coached_by(user))
        return self.select_related("cooperative", "owner__person", "objective").annotate(
            movable=models.ExpressionWrapper(hers, output_field=models.BooleanField())
        )

    def open_first(self):
        done = Q(status__in=["done", "dropped"])
        return self.order_by(models.Case(models.When(done, then=1), default=0), "due_on", "pk")
