from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.gradebook import total

GRADES = st.dictionaries(
    st.integers(0, 60), st.tuples(st.none() | st.integers(0, 100), st.integers(0, 10)), max_size=60
)


def test_what_has_no_grade_yet_is_left_out():
    assert total({"a": 80, "b": None, "c": 50}, {"a": 1, "b": 5, "c": 2}) == Decimal("60.0")


def test_nothing_graded_has_no_total():
    assert total({"a": None}, {"a": 1}) is None
    assert total({"a": 100}, {"a": 0}) is None


@given(GRADES)
def test_a_total_lies_between_the_lowest_and_the_highest_grade(grades):
    percents = {key: percent for key, (percent, _weight) in grades.items()}
    weights = {key: weight for key, (_percent, weight) in grades.items()}
    counted = [p for key, p in percents.items() if p is not None and weights[key]]

    mean = total(percents, weights)

    assert (mean is None) == (not counted)
    if counted:
        assert min(counted) - Decimal("0.1") <= mean <= max(counted)


@given(GRADES.filter(bool), st.data())
def test_a_better_grade_never_lowers_the_total(grades, data):
    percents = {key: percent or 0 for key, (percent, _weight) in grades.items()}
    weights = {key: weight for key, (_percent, weight) in grades.items()}
    better = data.draw(st.sampled_from(sorted(percents)))

    before = total(percents, weights)
    after = total({**percents, better: 100}, weights)

    assert before is None or after >= before
