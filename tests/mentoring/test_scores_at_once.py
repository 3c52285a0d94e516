"""Two phones send scores at the same moment: none is lost, none counts twice."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import scoring_members as phones


def test_two_phones_at_once_lose_no_scores_and_a_member_counts_once(shared_database):
    context = get_context("spawn")
    start = (shared_database, context.Barrier(phones.MEMBERS))
    with ProcessPoolExecutor(
        phones.MEMBERS, mp_context=context, initializer=phones.open_database, initargs=start
    ) as pool:
        diagnostic, holder, turns = pool.submit(phones.prepare).result()
        both = [diagnostic] * 2, [holder] * 2
        outcomes = list(pool.map(phones.score, *both, range(phones.MEMBERS), turns))
        kept, waiting = pool.submit(phones.look).result()

    assert outcomes == [["stored"] * (phones.TIMES + 1)] * 2
    assert waiting == 0
    # The member for whom both phones told counts once, with what came first.
    assert kept in ([0] * phones.TIMES + [1] * (phones.TIMES + 1), [0] * 5 + [1] * phones.TIMES)
