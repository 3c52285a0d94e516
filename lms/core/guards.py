"""The database itself refuses to change what never changes, whoever asks: a console, a script, a bulk update, a mistake.

Each app has a list of guards. They are set after each migration, because SQLite forgets the triggers of a table that a
migration makes anew; taken away before, because it makes no table anew that the trigger of another one reads.
"""

from typing import NamedTuple

from django.db import connections


class Guard(NamedTuple):
    """``deed`` (insert, update, delete) on a row of ``table`` is refused with ``message`` where ``condition`` holds.

    In the condition ``{some}`` says that one of ``columns`` is changed, ``{others}`` that another one is.
    """

    table: str
    deed: str
    condition: str
    message: str
    columns: tuple = ()

    @property
    def name(self):
        return f"{self.table}_keeps_{self.deed}"


def kept_once_no_draft(table, message, free, *moves):
    """Two guards: no draft any more, a row changes only its free columns, only with one of the moves of its status."""
    moving = " OR ".join(f"(OLD.status = '{here}' AND NEW.status = '{to}')" for here, to in moves)
    changed = f"OLD.status <> 'draft' AND ({{others}} OR ({{some}} AND NOT ({moving})))"
    return [
        Guard(table, "update", changed, message, free),
        Guard(table, "delete", "OLD.status <> 'draft'", message),
    ]


SQLITE = """
CREATE TRIGGER {name} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}') WHERE {condition}; END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF {condition} THEN
RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN {row};
END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def install(guards, using):
    """Set the triggers where the tables are. Setting them twice changes nothing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in there:
                _set(connection, cursor, guard)


def remove(guards, using):
    """Take the triggers away where the tables are."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    on_table = " ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in there:
                drop = f"DROP TRIGGER IF EXISTS {guard.name}{on_table}"
                cursor.execute(drop.format(table=guard.table))


def before_migrating(guards, using):
    """Only where a migration would stumble over them: PostgreSQL never goes without."""
    if connections[using].vendor == "sqlite":
        remove(guards, using)


def _set(connection, cursor, guard):
    values = {
        **guard._asdict(),
        "name": guard.name,
        "condition": _condition(connection, cursor, guard),
        "row": "OLD" if guard.deed == "delete" else "NEW",
    }
    if connection.vendor == "postgresql":
        cursor.execute(FUNCTION.format(**values))
        cursor.execute(POSTGRESQL.format(**values))
        return
    cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")
    cursor.execute(SQLITE.format(**values))


def _condition(connection, cursor, guard):
    found = connection.introspection.get_table_description(cursor, guard.table)
    others = [column.name for column in found if column.name not in guard.columns]
    return guard.condition.format(
        others=_changed(connection, others), some=_changed(connection, guard.columns)
    )


def _changed(connection, columns):
    """SQL that one of the columns is changed, an empty value among them."""
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    quoted = map(connection.ops.quote_name, columns)
    return "(" + " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in quoted) + ")"
