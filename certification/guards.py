"""The database itself refuses to change what never changes, whoever asks: a console, a script, a bulk update, a mistake.

Set after each migration, because SQLite forgets the triggers of a table that a migration makes anew; taken away before,
because it makes no table anew that the trigger of another one reads.
"""

from typing import NamedTuple

from django.db import connections

EVENTS = "Events are only ever added."
VERSIONS = "A version never changes once it is in force."
SCHEMES = "Code, kind, programme and letters stay once a version has been in force."
PORTFOLIOS = "A portfolio never changes once it is handed in, and not once it is judged."
FILES = "A file of a portfolio never changes."


ROWS = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}
CLOSED = "EXISTS (SELECT 1 FROM {owner} WHERE id = {row}.{column} AND status <> 'draft')"


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


def _kept_once_no_draft(table, message, free, *moves):
    """Two guards: no draft any more, a row changes only its free columns, only with one of the moves of its status."""
    moving = " OR ".join(f"(OLD.status = '{here}' AND NEW.status = '{to}')" for here, to in moves)
    changed = f"OLD.status <> 'draft' AND ({{others}} OR ({{some}} AND NOT ({moving})))"
    return [
        Guard(table, "update", changed, message, free),
        Guard(table, "delete", "OLD.status <> 'draft'", message),
    ]


def _of_a_draft(table, owner, column, message):
    """Guards on what belongs to a row of another table: it is added, changed and removed only while that is a draft."""
    belongs = {"owner": owner, "column": column}
    return [
        Guard(table, deed, " OR ".join(CLOSED.format(row=row, **belongs) for row in rows), message)
        for deed, rows in ROWS.items()
    ]


IN_FORCE_ONCE = (
    "({some}) AND EXISTS (SELECT 1 FROM certification_schemeversion"
    " WHERE scheme_id = OLD.id AND status <> 'draft')"
)
JUDGED = ("status", "levels", "percent", "words", "judged_by_id", "judged_at")
GUARDS = [
    *(
        Guard(table, deed, "1 = 1", EVENTS)
        for table in (
            "certification_credentialevent",
            "certification_logcheckpoint",
            "certification_loggedfile",
        )
        for deed in ("update", "delete")
    ),
    *_kept_once_no_draft(
        "certification_schemeversion",
        VERSIONS,
        ("status", "retired_at"),
        ("in_force", "retired"),
    ),
    *_of_a_draft(
        "certification_requirement", "certification_schemeversion", "version_id", VERSIONS
    ),
    Guard(
        "certification_certificationscheme",
        "update",
        IN_FORCE_ONCE,
        SCHEMES,
        ("code", "kind", "programme_id", "number_prefix"),
    ),
    *_kept_once_no_draft(
        "certification_templateversion", VERSIONS, ("status",), ("approved", "retired")
    ),
    *_kept_once_no_draft(
        "certification_portfolio",
        PORTFOLIOS,
        JUDGED,
        ("waiting", "accepted"),
        ("waiting", "returned"),
    ),
    *_of_a_draft(
        "certification_portfolio_files",
        "certification_portfolio",
        "portfolio_id",
        PORTFOLIOS,
    ),
    Guard("certification_portfoliofile", "update", "1 = 1", FILES),
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


def install(using, **kwargs):
    """Set the triggers where the tables are. Setting them twice changes nothing."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in there:
                _set(connection, cursor, guard)


def remove(using, **kwargs):
    """Take the triggers away where the tables are."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    on_table = " ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in there:
                drop = f"DROP TRIGGER IF EXISTS {guard.name}{on_table}"
                cursor.execute(drop.format(table=guard.table))


def before_migrating(using, **kwargs):
    """Only where a migration would stumble over them: PostgreSQL never goes without."""
    if connections[using].vendor == "sqlite":
        remove(using)


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
