"""What trainers teach with and learners learn in: printed editions, cohorts, enrolments, completions, attempts.

Knows nothing of pages: an edition is printed here by ``content`` and never changes. Verbs are in ``actions``.
"""
