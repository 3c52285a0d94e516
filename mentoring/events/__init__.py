"""What comes through the one door about coaching, by noun."""

from . import assemblies, plans, sessions  # noqa: F401 - each registers its kinds
