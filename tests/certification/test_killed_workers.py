"""Workers are killed in the middle of issuing and others take over: nothing is lost, double or half."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import killed

KILLS, PEOPLE = 6, 24
WORKERS, SAME_PEOPLE = 8, 5


def test_certificates_survive_killed_workers_and_workers_that_do_the_same(
    shared_database, tmp_path
):
    with ProcessPoolExecutor(
        1,
        mp_context=get_context("spawn"),
        initializer=killed.open_database,
        initargs=(shared_database, tmp_path),
    ) as pool:
        died = pool.submit(killed.issue_while_killing, PEOPLE, workers=3, kills=KILLS).result()
        ended = pool.submit(killed.issue_for_the_same, SAME_PEOPLE, workers=WORKERS).result()
        kept = pool.submit(killed.look).result()

    everybody = PEOPLE + SAME_PEOPLE
    assert died == KILLS
    assert ended == [0] * WORKERS
    assert kept == {
        "gaps or doubles": [],
        "credentials": everybody,
        "issued": everybody,
        "badges": everybody,
        "told": everybody,
        "whole papers": everybody,
        "files without a row": [],
        "given up": 0,
    }
