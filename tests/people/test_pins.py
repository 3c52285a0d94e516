from datetime import timedelta

import pytest

from lms.people import pins


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("074821", (7, "4821")),
        ("07 4821", (7, "4821")),
        ("1234821", (123, "4821")),
        ("٠٧٤٨٢١", (7, "4821")),
        ("4821", None),
        ("07482a", None),
        ("", None),
        ("1" * 30, None),
    ],
)
def test_a_pin_is_a_member_number_and_four_secret_digits(typed, parts):
    assert pins.split(typed) == parts


@pytest.mark.parametrize(
    ("wrong_tries", "lock"),
    [
        (4, None),
        (5, timedelta(minutes=15)),
        (9, None),
        (10, timedelta(hours=1)),
        (15, timedelta(days=1)),
        (95, timedelta(days=1)),
    ],
)
def test_each_five_wrong_tries_lock_for_longer(wrong_tries, lock):
    assert pins.lock_after(wrong_tries, free_tries=5) == lock


def test_what_is_written_on_the_card_is_what_is_split():
    assert pins.split(pins.write(7, "0042")) == (7, "0042")
