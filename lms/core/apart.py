"""Keeping what somebody said apart from who said it."""

import random


def mix_in(rows, make, field, value):
    """Put a value among those that ``rows`` hold in a field, and write all of them anew, shuffled, as ``make`` builds.

    ``rows`` are of a model whose ids keep no order. A row that is added tells by its place, and in PostgreSQL by its
    transaction, next to what it was written. Written together, all of them tell the same. The caller holds a lock.
    """
    everything = [*rows.values_list(field, flat=True), value]
    random.SystemRandom().shuffle(everything)
    rows.all().delete()
    rows.bulk_create(make(**{field: one}) for one in everything)
