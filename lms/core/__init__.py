"""What every app leans on and what knows none of them.

Refusals (errors), the two gates (policy), status moves, promised work (jobs), ids, forms' look, health.
"""
