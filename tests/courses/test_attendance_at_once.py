"""Two trainers take the attendance of the same half-day at the same moment: no mark is lost, and the later one counts."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import trainers


def test_two_trainers_at_once_lose_no_mark(shared_database):
    context = get_context("spawn")
    start = (shared_database, context.Barrier(trainers.TRAINERS))
    with ProcessPoolExecutor(
        trainers.TRAINERS, mp_context=context, initializer=trainers.open_database, initargs=start
    ) as pool:
        day, both, sent = pool.submit(trainers.prepare).result()
        numbers = range(trainers.TRAINERS)
        outcomes = list(pool.map(trainers.take, [day] * 2, both, numbers, sent))
        kept = pool.submit(trainers.look).result()

    assert outcomes == [["stored"] * trainers.MEETINGS] * 2
    wanted = {}
    for schedule in sent:
        for marks in schedule:
            wanted |= marks
    assert len(wanted) == trainers.PEOPLE
    assert kept == wanted
