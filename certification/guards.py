"""What the database itself refuses to change about certificates, whoever asks."""

from lms.core import guards
from lms.core.guards import Guard, kept_once_no_draft

EVENTS = "Events are only ever added."
VERSIONS = "A version never changes once it is in force."
SCHEMES = "Code, kind, programme and letters stay once a version has been in force."
PORTFOLIOS = "A portfolio never changes once it is handed in, and not once it is judged."
FILES = "A file of a portfolio never changes."


ROWS = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}
CLOSED = "EXISTS (SELECT 1 FROM {owner} WHERE id = {row}.{column} AND status <> 'draft')"


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
    *kept_once_no_draft(
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
    *kept_once_no_draft(
        "certification_templateversion", VERSIONS, ("status",), ("approved", "retired")
    ),
    *kept_once_no_draft(
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


def install(using, **kwargs):
    guards.install(GUARDS, using)


def remove(using, **kwargs):
    guards.remove(GUARDS, using)


def before_migrating(using, **kwargs):
    guards.before_migrating(GUARDS, using)
