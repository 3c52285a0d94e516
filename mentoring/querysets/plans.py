from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from .reach import coached_by, cooperatives_known_to, cooperatives_of, rows

AT_A_GLANCE = 10
"""How many open actions stand under an objective; all of them have a list of their own."""


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def open(self):
        return self.filter(status="open")

    def for_plan(self, user):
        """Open ones first, with how many of their actions are open or done, and the most urgent: ``urgent``."""
        urgent = rows("ActionItem").open().for_list(user).order_by("due_on", "pk")[:AT_A_GLANCE]
        open_last = models.Case(models.When(status="open", then=0), default=1)
        return (
            self.select_related("diagnostic__tool", "cooperative")
            .prefetch_related(Prefetch("actions", queryset=urgent, to_attr="urgent"))
            .annotate(
                open_count=models.Count(
                    "actions", filter=Q(actions__status__in=["to_do", "doing"])
                ),
                done_count=models.Count("actions", filter=Q(actions__status="done")),
            )
            .order_by(open_last, "set_at", "pk")
        )


class ActionItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cooperatives one belongs to, accompanies or manages."""
        return self.filter(cooperative__in=cooperatives_known_to(user))

    def open(self):
        return self.filter(status__in=["to_do", "doing"])

    def done(self):
        return self.filter(status__in=["done", "dropped"])

    def overdue(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def without_open_objective(self):
        """Those that stand under no objective of the plan: they have none, or it is closed."""
        return self.filter(Q(objective=None) | ~Q(objective__status="open"))

    def taken_on_by(self, person):
        return self.filter(owner__person=person)

    def concerning(self, person):
        """Those a person works on: as the mentor, or as a member of the cooperative."""
        return self.filter(
            Q(cooperative__in=coached_by(person)) | Q(cooperative__in=cooperatives_of(person))
        )

    def looked_after_by(self, user):
        """Those whose delay is hers to ask about: of cooperatives she accompanies, or whose country she manages."""
        if user.is_administrator:
            return self
        return self.filter(
            Q(cooperative__in=coached_by(user)) | Q(cooperative__country__in=user.managed_countries)
        )

    def for_list(self, user):
        """Adds ``movable``: whether the user may say where it stands, as who took it on or as a mentor; and
        ``was_due_on``: the day that was agreed before the one that holds now.
        """
        hers = Q(owner__person=user) | Q(cooperative__in=coached_by(user))
        return (
            self.select_related("cooperative", "owner__person", "objective")
            .annotate(movable=models.ExpressionWrapper(hers, output_field=models.BooleanField()))
            .with_day_before()
        )

    def with_day_before(self):
        history = apps.get_model("mentoring", "HistoricalActionItem").objects
        before = history.filter(id=OuterRef("pk")).exclude(due_on=OuterRef("due_on"))
        newest = before.order_by("-history_date", "-history_id").values("due_on")[:1]
        return self.annotate(was_due_on=Subquery(newest))

    def open_first(self):
        done = Q(status__in=["done", "dropped"])
        return self.order_by(models.Case(models.When(done, then=1), default=0), "due_on", "pk")

    def latest_first(self):
        """What was done or dropped, the newest before all."""
        return self.order_by(models.F("done_on").desc(nulls_last=True), "-pk")

    def by_cooperative(self):
        """For lists in groups: the longest overdue of each cooperative first."""
        return self.order_by("cooperative__name", "cooperative_id", "due_on", "pk")


class NinetyDayPlanQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(enrolment__learner=person)

    def for_page(self):
        return self.select_related("membership__cooperative", "enrolment__cohort__edition")
