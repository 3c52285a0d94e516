import datetime as dt

import pytest

from lms.core.zones import ZONES
from lms.notices.quiet import not_before
from lms.people.choices import Country

UTC = dt.UTC


def test_every_country_has_its_time():
    assert set(ZONES) == set(Country.values)


@pytest.mark.parametrize(
    ("moment", "country", "expected"),
    [
        # Morocco is an hour ahead of UTC, and at UTC during Ramadan.
        (
            dt.datetime(2026, 6, 1, 10, 0, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 6, 1, 10, 0, tzinfo=UTC),
        ),
        (
            dt.datetime(2026, 6, 1, 18, 59, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 6, 1, 18, 59, tzinfo=UTC),
        ),
        (
            dt.datetime(2026, 6, 1, 19, 0, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 6, 2, 7, 0, tzinfo=UTC),
        ),
        (
            dt.datetime(2026, 6, 2, 3, 0, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 6, 2, 7, 0, tzinfo=UTC),
        ),
        (
            dt.datetime(2026, 3, 1, 7, 30, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
        ),
        # The clock goes back during this night: eight in the morning is eight in the new time.
        (
            dt.datetime(2026, 2, 14, 22, 0, tzinfo=UTC),
            "MA",
            dt.datetime(2026, 2, 15, 8, 0, tzinfo=UTC),
        ),
        (
            dt.datetime(2026, 6, 1, 15, 0, tzinfo=UTC),
            "IN",
            dt.datetime(2026, 6, 2, 2, 30, tzinfo=UTC),
        ),
    ],
)
def test_nobody_is_disturbed_between_eight_and_eight(moment, country, expected):
    assert not_before(moment, country).astimezone(UTC) == expected
