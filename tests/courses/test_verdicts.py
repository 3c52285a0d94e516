from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.verdicts import Opinion, Verdict, differ, verdict

FATIMA, NADIA, SALMA = 1, 2, 3


def accept(marker, percent=80, **values):
    return Opinion(marker, "accept", Decimal(percent), **values)


def redo(marker, percent=20, **values):
    return Opinion(marker, "redo", Decimal(percent), **values)


opinions = st.lists(
    st.builds(
        Opinion,
        marker=st.integers(1, 4),
        outcome=st.sampled_from(["accept", "redo"]),
        percent=st.decimals(0, 100, places=2),
        settles=st.booleans(),
    ),
    max_size=8,
)
markers = st.sampled_from([1, 2])


def test_one_marker_is_enough_where_one_is_needed():
    assert verdict([accept(FATIMA)], markers=1) == Verdict("accept", 80)


def test_a_second_opinion_changes_nothing():
    assert verdict([accept(FATIMA), redo(NADIA)], markers=1) == Verdict("accept", 80)


def test_one_of_two_is_not_enough():
    assert verdict([accept(FATIMA)], markers=2) is None
    assert verdict([accept(FATIMA), accept(FATIMA)], markers=2) is None


def test_two_who_agree_settle_it_with_their_mean():
    assert verdict([accept(FATIMA, 70), accept(NADIA, 81)], markers=2) == Verdict(
        "accept", Decimal("75.50")
    )


def test_two_who_differ_settle_nothing():
    pair = [accept(FATIMA), redo(NADIA)]

    assert verdict(pair, markers=2) is None
    assert differ(pair, markers=2)


def test_a_third_person_settles_a_difference_alone():
    said = [accept(FATIMA, 90), redo(NADIA), redo(SALMA, 30, settles=True)]

    assert verdict(said, markers=2) == Verdict("redo", 30)


def test_one_of_the_two_settles_it_by_coming_round():
    said = [accept(FATIMA, 90), redo(NADIA), accept(NADIA, 60, settles=True)]

    assert verdict(said, markers=2) == Verdict("accept", 75)


def test_one_of_the_two_does_not_settle_it_by_insisting():
    said = [accept(FATIMA), redo(NADIA), redo(NADIA, settles=True)]

    assert verdict(said, markers=2) is None


@pytest.mark.parametrize("needed", [1, 2])
def test_the_answer_to_a_contest_replaces_what_stood(needed):
    said = [redo(FATIMA), redo(NADIA), accept(SALMA, 95, settles=True)]

    assert verdict(said, markers=needed) == Verdict("accept", 95)


@given(opinions, markers)
def test_what_counts_was_said_by_somebody_and_lies_between_what_was_said(said, needed):
    result = verdict(said, markers=needed)

    if result:
        percents = [one.percent for one in said if one.outcome == result.outcome]
        assert min(percents) <= result.percent <= max(percents)


@given(opinions, markers, st.builds(accept, st.integers(1, 4)))
def test_once_settled_it_stays_settled(said, needed, another):
    result = verdict(said, markers=needed)

    if result:
        assert verdict([*said, another], markers=needed) == result
