"""Four trainers mark the same works at the same moment: each work has one right outcome, and no word is lost."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import markers


def mark_at_once(database, *, outcomes, second_marker):
    """What each trainer was told of each work, and what is kept."""
    context = get_context("spawn")
    start = (database, context.Barrier(markers.MARKERS))
    with ProcessPoolExecutor(
        markers.MARKERS, mp_context=context, initializer=markers.open_database, initargs=start
    ) as pool:
        trainers, works = pool.submit(markers.prepare, second_marker).result()
        said = list(pool.map(markers.mark, trainers, outcomes, [works] * markers.MARKERS))
        return list(zip(*said, strict=True)), pool.submit(markers.look).result()


def test_where_one_is_enough_the_first_counts_and_the_others_are_told(shared_database):
    told, kept = mark_at_once(
        shared_database,
        outcomes=["accept", "accept", "redo", "redo"],
        second_marker=False,
    )

    for answers in told:
        assert sorted(answers) in (
            ["accept", "just_marked", "just_marked", "just_marked"],
            ["just_marked", "just_marked", "just_marked", "redo"],
        )
    for work in kept:
        assert work["reviews"] == work["notices"] == 1
        assert work["as_recomputed"]
        assert work["done"] == work["accepted"]


def test_where_two_are_needed_two_who_agree_or_three_settle_it(shared_database):
    told, kept = mark_at_once(
        shared_database,
        outcomes=["accept", "accept", "redo", "redo"],
        second_marker=True,
    )

    for answers in told:
        assert answers.count("just_marked") in (1, 2)
    for work in kept:
        assert work["reviews"] in (2, 3)
        assert work["notices"] == 1
        assert work["as_recomputed"]
        assert work["done"] == work["accepted"]
