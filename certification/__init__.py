"""Judges what the records of courses show, and issues credentials that anybody can check.

Owns schemes and their requirements, candidates' files, decisions, credentials, their PDF and the public page.
Refuses to know how people learn: evidence is looked up in ``courses`` and frozen with each decision.
Verbs: ``actions.candidacies`` (open, confirm the name, submit, withdraw), ``actions.decisions`` (decide) and
``actions.credentials`` (issue), ``actions.measures`` (suspend, reinstate, revoke: two people), ``actions.replacing``,
``actions.holding`` (what a holder chooses and asks), ``actions.keys`` (take, activate, retire, give up).
What happens to a credential is an event of the public log.
"""
