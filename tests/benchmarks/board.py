"""The coverage board over 1,000 cooperatives and 12,000 sessions, on both databases: ``python -m tests.benchmarks.board``.

Says for each page how many queries it sends and how many CPU milliseconds this process spends on it.
"""

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path

import psycopg

from tests import tables

COOPERATIVES, SESSIONS_EACH, MENTORS, REGIONS = 1000, 12, 100, 12
TIMES = 10


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        say("SQLite", nullcontext(tables.in_a_file(Path(folder))))
    try:
        tables.on_server().close()
    except psycopg.OperationalError as error:
        sys.stdout.write(f"PostgreSQL: {error}\n")
        return
    say("PostgreSQL", tables.on_a_server())


def say(kind, database):
    with (
        database as settings,
        ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=open_database, initargs=(settings,)
        ) as pool,
    ):
        for line in pool.submit(measured).result():
            sys.stdout.write(f"{kind:<12}{line}\n")


def open_database(database):
    """Nothing of Django is imported before it is said where the database lies."""
    import django  # noqa: PLC0415 - see above
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    settings.ALLOWED_HOSTS = ["*"]
    django.setup()


def measured():
    """Every page once to warm up, then so many times; its queries and its CPU milliseconds, as lines."""
    import time  # noqa: PLC0415 - see above

    from django.core.management import call_command  # noqa: PLC0415 - see above

    from tests.benchmarks import coverage  # noqa: PLC0415 - see above
    from tests.benchmarks.__main__ import count_queries  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    client = coverage.country(COOPERATIVES, SESSIONS_EACH, MENTORS, REGIONS)
    lines = []
    for name, address in coverage.addresses():
        queries = count_queries(lambda address=address: coverage.read(client, address))
        began = time.process_time()
        for _ in range(TIMES):
            coverage.read(client, address)
        spent = 1000 * (time.process_time() - began) / TIMES
        lines.append(f"{name:<34}{queries:>4} queries{spent:>9.1f} ms CPU")
    return lines


if __name__ == "__main__":
    main()
