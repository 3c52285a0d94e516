"""The engine that says what is open, on plain values."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import paths
from courses.paths import Stop

DAY = dt.date(2026, 3, 2)
BEGUN = dt.date(2026, 1, 1)


def stop(key, kind="lesson", **values):
    return Stop(key, kind, f"Step {key}", **values)


def locks(*stops, day=DAY, begins_on=BEGUN, missing=()):
    found = paths.locks(stops, day=day, begins_on=begins_on, missing_courses=missing)
    return {key: str(lock) for key, lock in found.items()}


def test_without_rules_all_is_open():
    assert locks(stop("a"), stop("b")) == {}


def test_a_date_opens_on_its_day_and_not_before():
    later = stop("a", opens_on=DAY)

    assert locks(later) == {}
    assert locks(later, day=DAY - dt.timedelta(days=1)) == {"a": "Opens on March 2, 2026."}


def test_nothing_is_open_before_the_cohort_begins():
    early = stop("a", opens_on=BEGUN)

    assert locks(early, stop("b"), begins_on=dt.date(2026, 4, 1)) == {
        "a": "Opens on April 1, 2026.",
        "b": "Opens on April 1, 2026.",
    }


def test_an_activity_opens_when_another_is_done():
    second = stop("b", after="a")

    assert locks(stop("a"), second) == {"b": "Opens when you have finished “Step a”."}
    assert locks(stop("a", basis="self"), second) == {}


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (stop("a", "quiz"), "Opens when you have 70% in “Step a”."),
        (
            stop("a", "quiz", basis="self", grade=Decimal("69.99")),
            "Opens when you have 70% in “Step a”; you have 69%.",
        ),
        # Enough marks, but a mark for all that is needed is not there yet.
        (
            stop("a", "quiz", grade=Decimal(80)),
            "Opens when you have finished “Step a”.",
        ),
        (stop("a", "quiz", basis="self", grade=Decimal(70)), None),
        (stop("a", "quiz", basis="prior"), None),
        (stop("a", "quiz", basis="override", grade=Decimal(10)), None),
        # A lesson has no grade, and waiting for one would be for ever.
        (stop("a", basis="self"), None),
        (stop("a"), "Opens when you have finished “Step a”."),
    ],
)
def test_an_activity_may_ask_for_a_grade(first, reason):
    second = stop("b", after="a", percent=70)

    assert locks(first, second).get("b") == reason


def test_other_courses_come_first():
    reason = locks(stop("a"), missing=["Prices", "Costs"])["a"]

    assert reason == "Opens when you have completed: “Prices”, “Costs”."


@pytest.mark.parametrize("missing", [(), ("Prices",)])
def test_what_is_done_is_never_closed(missing):
    done = stop("b", basis="self", after="a", opens_on=DAY + dt.timedelta(days=9))

    assert "b" not in locks(stop("a"), done, missing=missing, begins_on=DAY + dt.timedelta(days=9))


@pytest.mark.parametrize("after", ["gone", "b"])
def test_a_rule_that_nobody_can_meet_closes_nothing(after):
    assert locks(stop("a"), stop("b", after=after)) == {}


def test_those_that_wait_for_each_other_are_found():
    assert paths.circles({"a": "b", "b": "c", "c": "a", "d": "a", "e": "gone"}) == {"a", "b", "c"}
    assert paths.circles({"a": "b", "b": "c"}) == set()


KEYS = "abcde"
STOPS = st.lists(
    st.builds(
        Stop,
        key=st.sampled_from(KEYS),
        kind=st.sampled_from(["lesson", "quiz", "assignment"]),
        title=st.just("A step"),
        basis=st.sampled_from(["", "self", "prior"]),
        grade=st.none() | st.decimals(0, 100, places=2),
        opens_on=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        after=st.none() | st.sampled_from(KEYS),
        percent=st.integers(0, 100),
    ),
    max_size=5,
    unique_by=lambda one: one.key,
)


@given(STOPS, st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 300))
def test_time_alone_closes_nothing(stops, day, more):
    now = paths.locks(stops, day=day, begins_on=BEGUN)
    later = paths.locks(stops, day=day + dt.timedelta(days=more), begins_on=BEGUN)

    assert later.keys() <= now.keys()
    assert not now.keys() & {one.key for one in stops if one.done}


@given(STOPS)
def test_whoever_does_all_that_is_open_gets_through_unless_there_is_a_circle(stops):
    """Done with a full grade, one after the other, on a day when all dates have passed."""
    course = {one.key: one for one in stops}
    while open_now := [
        one
        for key, one in course.items()
        if not one.done
        and key not in paths.locks(course.values(), day=dt.date(2027, 1, 1), begins_on=BEGUN)
    ]:
        for one in open_now:
            course[one.key] = Stop(
                one.key, one.kind, one.title, basis="self", grade=Decimal(100), after=one.after
            )
    closed = paths.locks(course.values(), day=dt.date(2027, 1, 1), begins_on=BEGUN)

    waits = {one.key: one.after for one in stops if one.after and one.after != one.key}
    circles = paths.circles(waits)
    # A grade that is too low is waited for as well: whoever is done stays where she is.
    low = {key for key, one in course.items() if one.done}
    for key in closed:
        seen = {key}
        here = waits[key]
        while here in waits and here not in seen and here not in circles and here not in low:
            seen.add(here)
            here = waits[here]
        assert here in circles | low
