import sqlite3
from contextlib import closing
from datetime import date

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from certification import authority
from tests import tables


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = f'"{tables.template_on_server()}"'
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as database:
        if known := tables.nearest_file():
            with closing(sqlite3.connect(known)) as kept:
                kept.backup(database)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            tables.keep(connection)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def shared_database(request, tmp_path, django_db_setup):
    """The settings of an empty database for tests that run in processes of their own, of each kind."""
    if request.param == "sqlite":
        yield tables.in_a_file(tmp_path)
        return
    try:
        tables.on_server().close()
    except psycopg.OperationalError as error:
        pytest.skip(f"No PostgreSQL answers: {error}")
    with tables.on_a_server() as settings:
        yield settings


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
