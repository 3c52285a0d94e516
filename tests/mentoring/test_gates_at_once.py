"""Two managers decide on the same passages at the same moment: each has one outcome, and is told once."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from . import deciders


def decide_at_once(database, deeds):
    context = get_context("spawn")
    start = (database, context.Barrier(deciders.MANAGERS))
    with ProcessPoolExecutor(
        deciders.MANAGERS, mp_context=context, initializer=deciders.open_database, initargs=start
    ) as pool:
        people, passages = pool.submit(deciders.prepare).result()
        said = list(pool.map(deciders.decide, people, deeds, [passages] * deciders.MANAGERS))
        return list(zip(*said, strict=True)), pool.submit(deciders.look).result()


@pytest.mark.parametrize(
    ("deeds", "outcomes"),
    [
        (["approve", "approve"], [["passed", "passed"]]),
        (
            ["approve", "return"],
            [["already_decided", "passed"], ["already_decided", "returned"]],
        ),
    ],
)
def test_each_passage_has_one_outcome_and_one_notice(shared_database, deeds, outcomes):
    told, kept = decide_at_once(shared_database, deeds)

    assert all(sorted(answers) in outcomes for answers in told)
    assert len(kept) == deciders.STAGES
    for passage, answers in zip(kept, told, strict=True):
        assert passage["status"] in answers
        assert (passage["decided"], passage["decisions"], passage["notices"]) == (True, 1, 1)
