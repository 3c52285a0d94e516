from django.dispatch import Signal

course_completed = Signal()
"""Sent inside the transaction that completes an enrolment. Arguments: enrolment."""
