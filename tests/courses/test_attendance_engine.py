"""Whether attendance is enough, for any numbers."""

from hypothesis import assume, given
from hypothesis import strategies as st

from courses.attendance import Workshop

workshops = st.builds(
    Workshop,
    half_days=st.integers(0, 40),
    planned=st.integers(0, 40),
    held=st.integers(0, 40),
    needed=st.integers(0, 100),
    reported=st.booleans(),
)
half_days = st.integers(0, 60)


@given(workshops, half_days)
def test_a_share_is_between_none_and_all(workshop, attended):
    standing = workshop.standing(attended)

    assert 0 <= standing.percent <= 100
    assert standing.attended <= standing.asked


@given(workshops, half_days)
def test_one_more_half_day_never_takes_anything_away(workshop, attended):
    before, after = workshop.standing(attended), workshop.standing(attended + 1)

    assert before.percent <= after.percent
    assert before.met <= after.met


@given(workshops)
def test_who_was_never_there_has_not_done_it(workshop):
    assert not workshop.standing(0).met


@given(workshops)
def test_who_was_always_there_has_done_it(workshop):
    assert workshop.standing(workshop.asked).met == (workshop.asked > 0)


@given(workshops, half_days)
def test_what_is_said_in_percent_and_what_is_decided_agree(workshop, attended):
    standing = workshop.standing(attended)

    if standing.attended:
        assert standing.met == (standing.percent >= standing.needed)


@given(workshops, half_days, st.integers(1, 10))
def test_more_planned_days_never_make_it_easier(workshop, attended, more):
    # Nobody was there more often than there were half-days.
    assume(attended <= workshop.asked)
    longer = workshop._replace(planned=workshop.planned + more)

    assert longer.standing(attended).met <= workshop.standing(attended).met


def test_three_of_four_half_days_are_three_quarters():
    workshop = Workshop(half_days=4, planned=2, held=2, needed=75)

    assert [workshop.standing(n).met for n in range(5)] == [False, False, False, True, True]


def test_a_cancelled_day_costs_nobody_anything_once_the_workshop_is_reported():
    planned = Workshop(half_days=4, planned=2, held=2, needed=75)

    assert not planned.standing(2).met
    assert planned._replace(reported=True).standing(2).met
