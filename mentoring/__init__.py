"""Who accompanies which cooperative, what they did together, and whether the cooperative says it is true.

Owns engagements and their mentors, coaching sessions with every version of them, confirmations, action plans, diagnostics
of whose scores nobody can tell whose they are, stages, assemblies, expert missions, closed months, calendars, and what
hardly anybody may read: a mentor's private notes and safeguarding concerns. Reads courses for its programmes and people for
its rosters; knows nothing of certification.
Verbs are in ``actions``, by noun: propose_engagement, ask_mentor, sign_agreement, log_session, amend_session,
confirm_session, accept_sessions, close_month, open_diagnostic, give_scores, set_objective, add_action, approve_passage,
record_assembly, ask_to_open, raise_concern. What happens in the field comes through the one door (``events``).
"""
