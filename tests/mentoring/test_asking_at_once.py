"""Managers ask the same mentor at the same moment: never more of them than she can take."""

from . import managers


def test_managers_at_once_do_not_ask_a_mentor_beyond_her_most(shared_database):
    with managers.pool_on(shared_database) as pool:
        mentor, pairs = pool.submit(managers.prepare_questions).result()
        outcomes = list(pool.map(managers.ask, [mentor] * len(pairs), pairs))

    assert sorted(outcomes) == ["asked", "at_her_most", "at_her_most"]
