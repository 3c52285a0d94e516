"""Four certifiers decide at the same moment, and twenty workers issue at the same moment: nothing is double."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import issuers, judges

NUMBERS = 100
"""How many each process takes: a counter that is not locked gives a number twice within the first few."""


def workers(database):
    """Four processes on one database."""
    context = get_context("spawn")
    start = (database, context.Barrier(judges.JUDGES))
    return ProcessPoolExecutor(
        judges.JUDGES, mp_context=context, initializer=judges.open_database, initargs=start
    )


def test_decisions_and_issues_at_once_are_one_each(shared_database):
    with workers(shared_database) as pool:
        certifiers, files = pool.submit(judges.prepare).result()
        said = list(pool.map(judges.judge, certifiers, [files] * judges.JUDGES))
        list(pool.map(judges.issue, [files] * judges.JUDGES))
        kept = pool.submit(judges.look).result()

    for answers in zip(*said, strict=True):
        assert sorted(answers) == ["decided", "not_under_review", "not_under_review", "seconded"]
    assert kept == {
        "decisions": [1] * judges.FILES,
        "statuses": {"granted"},
        "promised": sorted(f"candidacy:{file}" for file in files),
        "numbers": list(range(1, judges.FILES + 1)),
        "documents": judges.FILES,
    }


def test_numbers_taken_at_once_are_without_gap_and_one_file_gives_one_credential(shared_database):
    everybody = range(judges.JUDGES)
    with workers(shared_database) as pool:
        file = pool.submit(issuers.prepare).result()
        serials = list(pool.map(issuers.issue, [file for _ in everybody]))
        kept = pool.submit(issuers.look).result()
        taken = list(pool.map(issuers.number, [NUMBERS for _ in everybody]))

    asked = [serial for one in serials for serial in one]
    assert len(asked) == judges.JUDGES * issuers.CALLS == 20
    assert len(set(asked)) == 1
    assert kept == {
        "credentials": 1,
        "events": [(1, "issued")],
        "documents": 1,
        "counters": [1, 1],
    }
    numbers = sorted(number for one in taken for number in one)
    assert numbers == list(range(1, judges.JUDGES * NUMBERS + 1))
