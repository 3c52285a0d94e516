"""Pieces that several querysets are made of."""

import datetime as dt
from functools import reduce
from operator import and_, or_

from django.apps import apps
from django.db.models import (
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def every_word(words, path=""):
    """People whose names hold every one of the words, in either script."""
    names = ("first_name", "last_name", "first_name_arabic", "last_name_arabic")
    held = (
        reduce(or_, (Q(**{f"{path}{name}__icontains": word}) for name in names)) for word in words
    )
    return reduce(and_, held, Q())


def latest_of(model, moment):
    """The latest moment among an enrolment's rows of a model, as a subquery; ``NEVER`` without any."""
    rows = apps.get_model("courses", model).objects.filter(enrolment=OuterRef("pk")).order_by()
    return Coalesce(
        Subquery(rows.values("enrolment").annotate(latest=Max(moment)).values("latest")),
        Value(NEVER),
    )


def count_of(rows):
    """How many rows a correlated queryset has, as a subquery."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def sum_of(rows, field):
    """What a correlated queryset comes to in one field, as a subquery; 0 without rows."""
    added = rows.order_by().annotate(n=Func(F(field), function="SUM")).values("n")
    return Coalesce(Subquery(added, output_field=IntegerField()), 0)
