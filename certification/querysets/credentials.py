from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from certification import statuses


class CounterQuerySet(models.QuerySet):
    def take(self, series):
        """The next number of a series, from 1. Only in the transaction that uses it: a number that is not used is given again."""
        self.get_or_create(series=series)
        counter = self.select_for_update().get(series=series)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last


class CredentialQuerySet(models.QuerySet):
    def held_as_master(self, person):
        """Those that make a person a master trainer."""
        return self.filter(candidacy__person=person, candidacy__version__scheme__kind="master")

    def visible_to(self, user):
        """As the files they come from."""
        files = self.model._meta.get_field("candidacy").related_model.objects.visible_to(user)
        return self.filter(candidacy__in=files.values("pk"))

    def of(self, scheme, person):
        return self.filter(candidacy__version__scheme=scheme, candidacy__person=person)

    def standing(self):
        """Neither revoked nor replaced, whatever its dates."""
        return self.filter(~Exists(_events(["revoked", "replaced"])))

    def in_force(self):
        """Standing, and not run out today. One that is suspended is held all the same."""
        today = timezone.localdate()
        return self.standing().filter(Q(valid_until=None) | Q(valid_until__gte=today))

    def with_state(self):
        """With ``state``, the status as ``validity.status`` has it, for filters and figures over many."""
        today = timezone.localdate()
        turns = _events(["suspended", "reinstated"]).order_by("-seq")
        suspended = Subquery(turns.values("kind")[:1])
        return self.alias(turn=suspended, turn_until=Subquery(turns.values("until")[:1])).annotate(
            state=Case(
                When(Exists(_events(["revoked"])), then=Value("revoked")),
                When(Exists(_events(["replaced"])), then=Value("replaced")),
                When(turn="suspended", turn_until__gte=today, then=Value("suspended")),
                When(valid_from__gt=today, then=Value("not_yet_valid")),
                When(valid_until__lt=today, then=Value("expired")),
                default=Value("valid"),
                output_field=models.CharField(),
            )
        )

    def valid(self):
        return self.with_state().filter(state="valid")

    def in_public_register(self):
        """Those whose holders asked for it, as long as they hold."""
        return self.valid().filter(publicity="register")

    def ending_within(self, days, today):
        return self.standing().filter(valid_until__range=(today, today + timedelta(days=days)))

    def ended_unannounced(self, today):
        return self.standing().filter(~Exists(_events(["expired_notice"])), valid_until__lt=today)

    def with_suspension_over(self, today):
        turns = _events(["suspended", "reinstated"]).order_by("-seq")
        return (
            self.standing()
            .alias(turn=Subquery(turns.values("kind")[:1]), end=Subquery(turns.values("until")[:1]))
            .filter(turn="suspended", end__lt=today)
        )

    def of_block(self, block):
        """Those whose status stands in one list."""
        first = (block - 1) * statuses.SIZE
        return self.filter(status_index__range=(first, first + statuses.SIZE - 1))

    def touched(self):
        """Those to which something happened after they were issued."""
        events = apps.get_model("certification", "CredentialEvent").objects.exclude(kind="issued")
        return self.filter(Exists(events.filter(credential=OuterRef("pk"))))

    def with_code(self, plain):
        """By number or token, in the plain form of ``numbers.plain``; for numbers that we ourselves have signed."""
        return self.filter(Q(token=plain) | Q(serial_plain=plain))

    def with_token(self, plain):
        """By the token, in the plain form of ``numbers.plain``. Numbers follow each other, so they are no key."""
        return self.filter(token=plain)

    def for_lists(self):
        return self.select_related(
            "candidacy__person", "candidacy__version__scheme", "paper"
        ).prefetch_related("events")


def _events(kinds):
    events = apps.get_model("certification", "CredentialEvent").objects
    return events.filter(credential=OuterRef("pk"), kind__in=kinds)


class MeasureQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status="proposed")

    def visible_to(self, user):
        credentials = apps.get_model("certification", "Credential").objects.visible_to(user)
        return self.filter(credential__in=credentials.values("pk"))


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def visible_to(self, user):
        credentials = apps.get_model("certification", "Credential").objects.visible_to(user)
        return self.filter(credential__in=credentials.values("pk"))
