from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses import rubrics
from tests.factories.courses import BEST, CRITERIA, FAIR, LEVELS, RUBRIC, WORST

points = st.integers(0, 1000).map(str)
rubric_strategy = st.dictionaries(
    st.integers(1, 50).map(str), st.dictionaries(st.integers(1, 50).map(str), points, min_size=1)
)


@st.composite
def marked(draw):
    rubric = draw(rubric_strategy)
    return rubric, {
        criterion: draw(st.sampled_from(sorted(levels))) for criterion, levels in rubric.items()
    }


def test_the_best_levels_are_all_the_middle_ones_half_and_the_worst_nothing():
    percents = [rubrics.percent(RUBRIC, levels) for levels in (BEST, FAIR, WORST)]

    assert percents == [Decimal("100.00"), Decimal("50.00"), Decimal("0.00")]


def test_criteria_count_by_their_points():
    assert rubrics.percent(RUBRIC, {**WORST, CRITERIA[1]: LEVELS[5]}) == Decimal("60.00")


def test_a_rubric_without_points_has_no_percentage():
    assert rubrics.percent({}, {}) is None
    assert rubrics.percent({"1": {"a": "0"}}, {"1": "a"}) is None


def test_levels_fit_when_each_criterion_has_one_of_its_own():
    assert rubrics.fits(RUBRIC, FAIR)
    assert not rubrics.fits(RUBRIC, {CRITERIA[0]: LEVELS[0]})
    assert not rubrics.fits(RUBRIC, {**FAIR, "another": LEVELS[0]})
    assert not rubrics.fits(RUBRIC, {**FAIR, CRITERIA[0]: LEVELS[5]})


@given(marked())
def test_a_percentage_is_between_nothing_and_all(case):
    percent = rubrics.percent(*case)

    assert percent is None or 0 <= percent <= 100


@given(marked(), st.data())
def test_a_better_level_never_earns_less(case, data):
    rubric, levels = case
    if not rubric:
        return
    criterion = data.draw(st.sampled_from(sorted(rubric)))
    other = data.draw(st.sampled_from(sorted(rubric[criterion])))
    before, after = (
        rubrics.percent(rubric, chosen) for chosen in (levels, {**levels, criterion: other})
    )
    if before is not None and int(rubric[criterion][other]) >= int(
        rubric[criterion][levels[criterion]]
    ):
        assert after >= before
