"""Migrated, empty tables, kept between runs: making them takes most of a minute, copying them none of it."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import environ
import psycopg
from django.conf import settings
from psycopg import sql

from lms.settings import development

# Of other branches, on a server that their tests share.
OTHERS_KEPT = 4
LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"


def made_from():
    """What the tables of this code are made from: migrations and pinned packages, a digest each."""
    root = Path(settings.BASE_DIR)
    pins = (root / "requirements.txt").read_bytes().splitlines()
    migrations = [
        path.relative_to(root).as_posix().encode() + path.read_bytes()
        for path in root.glob("[!.]*/**/migrations/*.py")
    ]
    return {hashlib.sha256(source).hexdigest()[:12] for source in [*pins, *migrations]}


def name():
    return f"test-tables-{hashlib.sha256(''.join(sorted(made_from())).encode()).hexdigest()[:12]}"


def kept_file():
    """Where the tables of this code are kept for SQLite."""
    return Path(settings.VAR_DIR) / f"{name()}.sqlite3"


def nearest_file():
    """The kept tables that lack the fewest of today's migrations and were made from no others; None if there are none."""
    today = made_from()
    known = {
        path: set(path.with_suffix(".txt").read_text().split())
        for path in Path(settings.VAR_DIR).glob("test-tables-*.sqlite3")
        if path.with_suffix(".txt").exists()
    }
    usable = [path for path, sources in known.items() if sources <= today]
    return max(usable, key=lambda path: len(known[path]), default=None)


def copy_into(file):
    """Begin a SQLite database with the nearest tables; the rest of the migrations is for whoever opens it."""
    if known := nearest_file():
        shutil.copy(known, file)


def keep(connection):
    """Keep the tables of an open SQLite database. Several workers may do so at once: the last one's stay."""
    kept = kept_file()
    # Where no chosen test needs the database, none was made.
    if kept.exists() or not connection.introspection.table_names():
        return
    written = kept.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(sqlite3.connect(written)) as copy:
        connection.connection.backup(copy)
    kept.with_suffix(".txt").write_text("\n".join(sorted(made_from())))
    written.rename(kept)


def server_address():
    """The PostgreSQL server of the suite, else the one of this machine."""
    return os.environ.get("LMS_TEST_DATABASE_URL") or LOCAL


def on_server():
    """A connection to its database of the beginning, where others are made. Raises ``psycopg.OperationalError``."""
    found = environ.Env.db_url_config(server_address())
    return psycopg.connect(
        user=found["USER"],
        password=found["PASSWORD"] or None,
        host=found["HOST"],
        port=found["PORT"] or 5432,
        dbname="postgres",
        autocommit=True,
        connect_timeout=3,
    )


def template_on_server():
    """The name of a database with the tables, to copy others from. Whoever asks first makes it, the others wait."""
    kept = name()
    with on_server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext('test-tables'))")
        known = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test-tables-%' ORDER BY oid DESC"
        )
        names = [found for (found,) in known]
        if kept not in names:
            for outdated in names[OTHERS_KEPT:]:
                drop(server, outdated)
            _make_on(server, kept)
    return kept


def _make_on(server, kept):
    building = f"{kept}-building"
    drop(server, building)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
    address = f"{server_address().rpartition('/')[0]}/{building}"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
            "LMS_TEST_DATABASE_URL": address,
        },
        check=True,
    )
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(rename.format(sql.Identifier(building), sql.Identifier(kept)))


def drop(server, database):
    server.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
    )


def in_a_file(folder):
    """The settings of a database in a file, as people have it who start the site with one command."""
    file = folder / "shared.sqlite3"
    copy_into(file)
    return {**development.DATABASES["default"], "NAME": str(file)}


@contextmanager
def on_a_server():
    """The settings of a PostgreSQL database with empty tables, dropped in the end. Raises ``psycopg.OperationalError``."""
    name, template = f"shared_{uuid.uuid4().hex}", template_on_server()
    with on_server() as server:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
    yield {**environ.Env.db_url_config(server_address()), "NAME": name, "OPTIONS": {}}
    with on_server() as server:
        drop(server, name)
