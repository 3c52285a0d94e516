import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from certification import authority


@pytest.fixture(scope="session")
def tables_made_from():
    """What the tables of this code are made from: migrations and pinned packages, a digest each."""
    root = Path(settings.BASE_DIR)
    pins = (root / "requirements.txt").read_bytes().splitlines()
    migrations = [
        path.relative_to(root).as_posix().encode() + path.read_bytes()
        for path in root.glob("[!.]*/**/migrations/*.py")
    ]
    return {hashlib.sha256(source).hexdigest()[:12] for source in [*pins, *migrations]}


@pytest.fixture(scope="session")
def kept_tables(tables_made_from):
    """Where migrated, empty tables are kept between runs on SQLite: making them takes most of a minute."""
    digest = hashlib.sha256("".join(sorted(tables_made_from)).encode()).hexdigest()
    return Path(settings.VAR_DIR) / f"test-tables-{digest[:12]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, kept_tables, tables_made_from
):
    if connection.vendor != "sqlite":
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as tables:
        if known := nearest(kept_tables, tables_made_from):
            with closing(sqlite3.connect(known)) as kept:
                kept.backup(tables)
        yield


def nearest(kept_tables, made_from):
    """The kept tables that lack the fewest of today's migrations and were made from no others; these are then run."""
    known = {path: set(path.with_suffix(".txt").read_text().split()) for path in _kept(kept_tables)}
    usable = [path for path, sources in known.items() if sources <= made_from]
    return max(usable, key=lambda path: len(known[path]), default=None)


def _kept(kept_tables):
    return [
        path
        for path in kept_tables.parent.glob("test-tables-*.sqlite3")
        if path.with_suffix(".txt").exists()
    ]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, kept_tables, tables_made_from):
    if connection.vendor != "sqlite" or kept_tables.exists():
        return
    # Several workers may do this at once: each writes its own and the last one stays.
    written = kept_tables.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), closing(sqlite3.connect(written)) as kept:
        connection.ensure_connection()
        connection.connection.backup(kept)
    kept_tables.with_suffix(".txt").write_text("\n".join(sorted(tables_made_from)))
    written.rename(kept_tables)


@pytest.fixture(scope="session", autouse=True)
def _certificates_know_the_real_clock():
    """``cryptography`` keeps the class of the first datetime it meets; a frozen one would fail in every later test."""
    authority.make_root("Warm up", on=date(2026, 1, 1))


@pytest.fixture(autouse=True)
def _fresh_cache_and_language():
    """Sign-in limits and the reader's language never leak from one test into the next."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def client():
    """A visitor whose browser speaks English, so that pages without a language in their address do too."""
    return Client(headers={"accept-language": "en"})


def pytest_make_parametrize_id(val, argname):
    """What is long is named after its argument; otherwise reports would repeat whole files."""
    return argname if isinstance(val, str | bytes) and len(val) > 100 else None
