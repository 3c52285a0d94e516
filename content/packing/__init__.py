"""A whole course in one file: what it is made of, how it is read from a stranger, and what it would do here."""
