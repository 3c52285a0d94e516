"""What comes through the one door about coaching, by noun."""

from . import (  # noqa: F401 - each registers its kinds
    assemblies,
    diagnostics,
    gates,
    missions,
    plans,
    safeguarding,
    sessions,
    visits,
)
