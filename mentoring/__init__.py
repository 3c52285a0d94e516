"""Who accompanies which cooperative, what they did together, and whether the cooperative says it is true.

Owns engagements, coaching sessions, what was agreed in them, confirmations, diagnostics, of whose scores nobody can tell
whose they are, and the mentor's private notes, which nobody else ever reads. Reads courses for its programmes and people
for its rosters; knows nothing of certification.
Verbs: open_engagement, close_engagement, log_session, keep_private_note, confirm_session, dispute_session, set_objective,
add_action, move_action, ask_passage, approve_passage, open_diagnostic, give_scores, agree_on_axis, publish_tool. What
happens in the field comes through the one door (``events``).
"""
