"""Many certificates while workers are killed, on both databases: ``python -m tests.benchmarks.killed``.

Then eight workers issue for the same people. Says what is kept in the end, and how long it took.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path

import psycopg

from tests import tables
from tests.certification import killed

PEOPLE, WORKERS, KILLS = 3000, 2, 10
SAME_PEOPLE, SAME_WORKERS = 100, 8


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        say("SQLite", nullcontext(tables.in_a_file(Path(folder))), Path(folder))
    try:
        server = tables.on_server()
    except psycopg.OperationalError as error:
        sys.stdout.write(f"PostgreSQL: {error}\n")
        return
    server.close()
    with tempfile.TemporaryDirectory() as folder:
        say("PostgreSQL", tables.on_a_server(), Path(folder))


def say(kind, database, folder):
    with (
        database as settings,
        ProcessPoolExecutor(
            1,
            mp_context=get_context("spawn"),
            initializer=killed.open_database,
            initargs=(settings, folder),
        ) as pool,
    ):
        began = time.perf_counter()
        died = pool.submit(
            killed.issue_while_killing, PEOPLE, workers=WORKERS, kills=KILLS
        ).result()
        ended = pool.submit(killed.issue_for_the_same, SAME_PEOPLE, workers=SAME_WORKERS).result()
        spent = time.perf_counter() - began
        sys.stdout.write(
            f"{kind}: {died} workers died, the last ended with {ended}, {spent:.0f} s\n"
        )
        for what, value in pool.submit(killed.look).result().items():
            sys.stdout.write(f"  {what:<20} {value}\n")


if __name__ == "__main__":
    main()
