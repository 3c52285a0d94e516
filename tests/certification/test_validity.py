import datetime as dt

import pytest

from certification.validity import last_day, status

TODAY = dt.date(2026, 6, 5)
YESTERDAY = dt.date(2026, 6, 4)


@pytest.mark.parametrize(
    ("events", "valid_until", "expected"),
    [
        ({"issued"}, None, "valid"),
        ({"issued"}, TODAY, "valid"),
        ({"issued"}, YESTERDAY, "expired"),
        ({"issued", "revoked"}, None, "revoked"),
        ({"issued", "revoked"}, YESTERDAY, "revoked"),
    ],
)
def test_revoked_comes_before_expired_and_expired_before_valid(events, valid_until, expected):
    assert status(events, valid_until, TODAY) == expected


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
