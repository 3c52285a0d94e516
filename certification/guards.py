"""The database itself refuses to change or delete an event of the log, whoever asks: a console, a script, a mistake.

Set after each migration, because SQLite forgets the triggers of a table that a migration makes anew.
"""

from django.db import connections

TABLES = ["certification_credentialevent", "certification_logcheckpoint"]

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_keeps_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'Events are only ever added.'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION certification_only_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'Events are only ever added.' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_keeps_{deed} BEFORE {deed} ON {table}
FOR EACH ROW EXECUTE FUNCTION certification_only_added()
"""


def install(using, **kwargs):
    """Set the triggers where the tables are. Setting them twice changes nothing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(FUNCTION)
        for table in there.intersection(TABLES):
            for deed in ("update", "delete"):
                statement = POSTGRESQL if postgresql else SQLITE
                cursor.execute(statement.format(table=table, deed=deed))
