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
def migrated_tables():
    """Where the migrated, empty tables of this code are kept between runs on SQLite: making them takes a while."""
    root = Path(settings.BASE_DIR)
    sources = [root / "requirements.txt", *sorted(root.glob("**/migrations/*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return Path(settings.VAR_DIR) / f"test-tables-{digest[:12]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated_tables):
    if connection.vendor != "sqlite":
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as tables:
        if migrated_tables.exists():
            with closing(sqlite3.connect(migrated_tables)) as kept:
                kept.backup(tables)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_tables):
    if connection.vendor == "sqlite" and not migrated_tables.exists():
        # Several workers may do this at once: each writes its own and the last one stays.
        written = migrated_tables.with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock(), closing(sqlite3.connect(written)) as kept:
            connection.ensure_connection()
            connection.connection.backup(kept)
        written.rename(migrated_tables)


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
