"""Persons and how they sign in, their roles, cooperatives, memberships and offices.

Knows nothing of courses, mentoring or certificates. Verbs are in ``actions``: appoint, admit, give an office, issue a PIN.
"""
