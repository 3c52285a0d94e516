from datetime import timedelta

from django.utils import timezone

from lms.core.jobs import LEASE, job
from lms.core.policy import SYSTEM

from . import actions

# Well within the lease: what is left comes with the next beat.
TIME_FOR_A_ROUND = LEASE - timedelta(minutes=2)


@job("notices.deliver")
def deliver(promised):
    """Send everything that waits, one by one."""
    actions.give_up_left_behind(by=SYSTEM)
    end = timezone.now() + TIME_FOR_A_ROUND
    while timezone.now() < end and actions.deliver_one(by=SYSTEM):
        pass
