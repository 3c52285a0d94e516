"""What comes through the one door about coaching, by noun."""

from . import assemblies, diagnostics, plans, sessions, visits  # noqa: F401 - each registers its kinds
