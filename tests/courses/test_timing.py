import datetime as dt

import pytest

from courses.timing import in_time, merged

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def minutes(number):
    return dt.timedelta(minutes=number)


def judged(*, done, arrived, clock=0, limit=20):
    """Of a quiz of 20 minutes, on a device whose clock is so many minutes ahead."""
    return in_time(
        started_at=START + minutes(clock),
        at=START + minutes(clock + done),
        now=START + minutes(arrived),
        ends_at=START + minutes(limit),
        limit=minutes(limit),
        grace=minutes(1),
    )


@pytest.mark.parametrize(("done", "expected"), [(0, True), (20, True), (21, True), (21.1, False)])
def test_the_limit_and_a_minute_for_the_network(done, expected):
    assert judged(done=done, arrived=done) is expected


def test_what_waited_without_a_network_is_judged_by_the_clock_of_the_device():
    assert judged(done=15, arrived=300)
    assert not judged(done=25, arrived=300)


@pytest.mark.parametrize("clock", [-180, -5, 5])
def test_a_wrong_clock_does_no_harm(clock):
    assert judged(done=15, arrived=15, clock=clock)
    assert not judged(done=25, arrived=25, clock=clock)


def test_without_a_limit_everything_is_in_time():
    asked = {"started_at": START, "at": START, "limit": minutes(0), "grace": minutes(1)}

    assert in_time(**asked, now=START + minutes(9999), ends_at=None)


def test_of_each_question_the_latest_answer_stays_in_whatever_order_they_come():
    early, late = START, START + minutes(1)

    one = merged(merged({}, {"a": 1, "b": 1}, early), {"a": 2}, late)
    other = merged(merged({}, {"a": 2}, late), {"a": 1, "b": 1}, early)

    assert one == other
    assert {question: kept["answer"] for question, kept in one.items()} == {"a": 2, "b": 1}
