"""The same try handed in from four phones, the same answer marked by four trainers, a key corrected meanwhile."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import phones


def test_what_happens_at_once_has_one_right_outcome(shared_database):
    context, hands = get_context("spawn"), range(phones.HANDS)
    start = (shared_database, context.Barrier(phones.HANDS))
    with ProcessPoolExecutor(
        phones.HANDS, mp_context=context, initializer=phones.open_database, initargs=start
    ) as pool:
        people, started, waiting = pool.submit(phones.prepare).result()
        handed_in = list(pool.map(phones.hand_in, hands, [started] * phones.HANDS))
        marked = list(pool.map(phones.mark, people, [waiting] * phones.HANDS))
        list(pool.map(phones.correct_or_hand_in, hands))
        kept = pool.submit(phones.look, None).result()

    others = phones.HANDS - 1
    for replies in zip(*handed_in, strict=True):
        assert sorted(replies) == ["already_handed_in"] * others + ["stored"]
    for replies in zip(*marked, strict=True):
        assert sorted(replies) == ["kept"] + ["marked_meanwhile"] * others
    tries_meanwhile = kept["attempts"] - 2 * phones.ROUNDS
    assert tries_meanwhile > 0
    assert kept == {
        "attempts": 2 * phones.ROUNDS + tries_meanwhile,
        "open": 0,
        "responses": 2 * phones.ROUNDS + tries_meanwhile,
        "marks": phones.ROUNDS,
        "refused": others * phones.ROUNDS,
        "wrongly marked": [],
        "grades stay": True,
    }
