"""Four certifiers decide at the same moment, and four workers issue at the same moment: nothing is double."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.offline.test_concurrent_recording import postgresql, sqlite  # noqa: F401 - fixtures

from . import judges


@pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def test_decisions_and_issues_at_once_are_two_and_one(database, request):
    context = get_context("spawn")
    start = (request.getfixturevalue(database), context.Barrier(judges.JUDGES))
    with ProcessPoolExecutor(
        judges.JUDGES, mp_context=context, initializer=judges.open_database, initargs=start
    ) as pool:
        certifiers, files = pool.submit(judges.prepare).result()
        said = list(pool.map(judges.judge, certifiers, [files] * judges.JUDGES))
        list(pool.map(judges.issue, [files] * judges.JUDGES))
        kept = pool.submit(judges.look).result()

    for answers in zip(*said, strict=True):
        assert sorted(answers) == ["approve", "approve", "not_under_review", "not_under_review"]
    assert kept == {
        "decisions": [2] * judges.FILES,
        "statuses": {"granted"},
        "promised": sorted(f"candidacy:{file}" for file in files),
        "numbers": list(range(1, judges.FILES + 1)),
        "documents": judges.FILES,
    }
