"""A manager accepts while a member disputes, and two managers close one month: each session has one fate."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from . import accepting


@contextmanager
def workers(database):
    context = get_context("spawn")
    start = (database, context.Barrier(accepting.WORKERS))
    with ProcessPoolExecutor(
        accepting.WORKERS, mp_context=context, initializer=accepting.open_database, initargs=start
    ) as pool:
        yield pool


def test_a_session_is_accepted_or_disputed_and_never_both(shared_database):
    with workers(shared_database) as pool:
        sessions, (manager, _other), member = pool.submit(accepting.prepare, "submitted").result()
        accepts = pool.submit(accepting.accept_or_dispute, manager, sessions, disputes=False)
        disputes = pool.submit(accepting.accept_or_dispute, member, sessions, disputes=True)
        outcomes = list(zip(accepts.result(), disputes.result(), strict=True))
        kept = pool.submit(accepting.look).result()

    fates = {("done", "already_confirmed"): "accepted", ("session_disputed", "done"): "disputed"}
    assert [fates[outcome] for outcome in outcomes] == kept["states"]
    assert kept["moved"] == [1] * accepting.MEETINGS


def test_two_managers_close_one_month_once(shared_database):
    with workers(shared_database) as pool:
        sessions, both, _member = pool.submit(accepting.prepare, "accepted").result()
        closed = list(pool.map(accepting.close, both))
        kept = pool.submit(accepting.look).result()

    assert closed[0] == closed[1]
    assert kept["months"] == [[str(session) for session in sessions]]
    assert kept["states"] == ["locked"] * accepting.MEETINGS
    assert kept["moved"] == [1] * accepting.MEETINGS
