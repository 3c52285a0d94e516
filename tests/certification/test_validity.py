import datetime as dt
from itertools import product
from typing import NamedTuple

import pytest

from certification.validity import last_day, status

TODAY = dt.date(2026, 6, 5)
YESTERDAY, TOMORROW = dt.date(2026, 6, 4), dt.date(2026, 6, 6)


class Event(NamedTuple):
    kind: str
    until: dt.date | None = None


ISSUED, RENEWED, REPLACED, REVOKED = (
    Event(kind) for kind in ("issued", "renewed", "replaced", "revoked")
)
SUSPENDED, OVER = Event("suspended", TODAY), Event("suspended", YESTERDAY)
BACK = Event("reinstated")


@pytest.mark.parametrize(
    ("events", "valid_from", "valid_until", "expected"),
    [
        ([ISSUED], YESTERDAY, None, "valid"),
        ([ISSUED], TODAY, TODAY, "valid"),
        ([ISSUED], YESTERDAY, YESTERDAY, "expired"),
        ([ISSUED], TOMORROW, None, "not_yet_valid"),
        ([ISSUED, SUSPENDED], TODAY, None, "suspended"),
        ([ISSUED, SUSPENDED], TOMORROW, None, "suspended"),
        ([ISSUED, SUSPENDED], YESTERDAY, YESTERDAY, "suspended"),
        ([ISSUED, OVER], YESTERDAY, None, "valid"),
        ([ISSUED, SUSPENDED, BACK], YESTERDAY, None, "valid"),
        ([ISSUED, SUSPENDED, BACK, SUSPENDED], YESTERDAY, None, "suspended"),
        ([ISSUED, SUSPENDED, REPLACED], YESTERDAY, None, "replaced"),
        ([ISSUED, REPLACED], YESTERDAY, YESTERDAY, "replaced"),
        ([ISSUED, REPLACED, REVOKED], YESTERDAY, None, "revoked"),
        ([ISSUED, SUSPENDED, REVOKED], YESTERDAY, YESTERDAY, "revoked"),
        ([ISSUED, RENEWED], YESTERDAY, None, "valid"),
        ([ISSUED, RENEWED], YESTERDAY, YESTERDAY, "expired"),
    ],
)
def test_the_first_status_that_applies_wins(events, valid_from, valid_until, expected):
    found = status(events, valid_from=valid_from, valid_until=valid_until, today=TODAY)

    assert found == expected


def test_nothing_that_comes_later_makes_a_revoked_credential_valid():
    for later in product([BACK, RENEWED, SUSPENDED, REPLACED, Event("publicity")], repeat=2):
        events = [ISSUED, REVOKED, *later]
        assert status(events, valid_from=TODAY, valid_until=None, today=TODAY) == "revoked"


@pytest.mark.parametrize(
    ("issued_on", "months", "expected"),
    [
        (dt.date(2026, 6, 5), 36, dt.date(2029, 6, 4)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 27)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 27)),
        (dt.date(2026, 12, 1), 1, dt.date(2026, 12, 31)),
        (dt.date(2026, 1, 1), 12, dt.date(2026, 12, 31)),
        (dt.date(2026, 6, 5), None, None),
    ],
)
def test_a_validity_in_months_ends_the_day_before(issued_on, months, expected):
    assert last_day(issued_on, months) == expected
