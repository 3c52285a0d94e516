"""What the database itself refuses to change about mentoring, whoever asks."""

from lms.core import guards

VERSIONS = "A version of a tool never changes once it is published."
GUARDS = guards.kept_once_no_draft(
    "mentoring_diagnostictool", VERSIONS, ("status",), ("published", "retired")
)


def install(using, **kwargs):
    guards.install(GUARDS, using)


def before_migrating(using, **kwargs):
    guards.before_migrating(GUARDS, using)
