from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import grading

PERCENTS = st.lists(st.fractions(0, 100), min_size=1, max_size=8)


@pytest.mark.parametrize(("way", "percent"), [("best", 80), ("last", 50), ("average", 60)])
def test_three_tries_come_to_what_the_rule_says(way, percent):
    assert grading.combined([50, 80, 50], way) == percent


def test_without_tries_there_is_nothing_to_combine():
    assert grading.combined([], "best") is None
    assert grading.kept(None) is None


@given(PERCENTS, st.sampled_from(["best", "last", "average"]))
def test_what_counts_lies_between_the_worst_and_the_best_try(percents, way):
    assert min(percents) <= grading.combined(percents, way) <= max(percents)


@given(PERCENTS, st.fractions(0, 100))
def test_a_better_try_never_makes_the_best_or_the_average_of_as_many_worse(percents, gain):
    better = [*percents[:-1], min(percents[-1] + gain, Fraction(100))]

    for way in ("best", "last", "average"):
        assert grading.combined(better, way) >= grading.combined(percents, way)


@given(st.fractions(0, 100), st.integers(0, 100))
def test_what_is_written_down_reaches_a_pass_mark_exactly_when_the_exact_percent_does(
    percent, mark
):
    assert (grading.kept(percent) >= mark) == (percent >= mark)


def test_two_thirds_are_not_rounded_up():
    assert grading.kept(grading.percent_of(2, 3)) == Decimal("66.66")
    assert grading.percent_of(0, 0) == 0
