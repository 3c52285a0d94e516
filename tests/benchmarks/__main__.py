"""Times the pages and works that matter most: ``python -m tests.benchmarks``.

Each line says items per second and CPU milliseconds an item, in this one process, after a warm-up. The database is SQLite
in memory, templates are cached as in production.
"""

import gc
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    teardown_databases,
)

from tests.benchmarks import scenes  # noqa: E402

SECONDS = 3.0


def measure(name, work):
    """Repeat ``work`` for some seconds and print what it costs."""
    for _ in range(5):
        work()
    queries = count_queries(work)
    started, cpu, done = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - started < SECONDS:
        work()
        done += 1
    wall, spent = time.perf_counter() - started, time.process_time() - cpu
    sys.stdout.write(
        f"{name:<58}{done / wall:>9.1f} /s{1000 * spent / done:>9.2f} ms CPU{queries:>5} queries\n"
    )


def count_queries(work):
    """How many statements the work sends to the database."""
    sent = []

    def note(execute, sql, parameters, many, context):
        sent.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        work()
    return len(sent)


def measure_memory(name, work, often):
    """Print how much memory the process holds after a tenth of so many times, and after all of them."""
    held = []
    for times in (often // 10, often - often // 10):
        for _ in range(times):
            work()
        gc.collect()
        held.append(resident())
    sys.stdout.write(f"{name:<58}{held[0]:>9.1f} MB then{held[1]:>9.1f} MB\n")


def resident():
    """The memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main():
    settings.ALLOWED_HOSTS = ["*"]
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for name, work in scenes.all_of_them():
            measure(name, work)
        name, work = scenes.many_certificates()
        measure_memory(name, work, often=10_000)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
