import random

from hypothesis import given
from hypothesis import strategies as st

from courses.draws import drawn

IDS = st.lists(st.integers(0, 30).map(str), unique=True, max_size=20)
POOLS = st.lists(st.fixed_dictionaries({"pool": IDS, "number": st.integers(0, 10)}), max_size=3)


@given(IDS, POOLS, st.randoms())
def test_every_question_in_no_pool_and_so_many_of_each_pool_are_asked_once(ids, pools, chance):
    asked = drawn(ids, pools, chance)

    pooled = {one for pool in pools for one in pool["pool"]}
    assert len(set(asked)) == len(asked)
    assert set(asked) <= set(ids)
    assert set(ids) - pooled <= set(asked)
    for pool in pools:
        there = set(pool["pool"]) & set(ids)
        assert len(there & set(asked)) >= min(pool["number"], len(there))


@given(IDS.filter(bool), st.integers(0, 25), st.randoms())
def test_of_one_pool_exactly_so_many_are_drawn(ids, number, chance):
    asked = drawn(ids, [{"pool": ids, "number": number}], chance)

    assert len(asked) == min(number, len(ids))


def test_two_tries_are_not_alike():
    ids = [str(n) for n in range(40)]
    pool = [{"pool": ids, "number": 10}]

    tries = {tuple(drawn(ids, pool, random.SystemRandom())) for _try in range(5)}

    assert len(tries) == 5
