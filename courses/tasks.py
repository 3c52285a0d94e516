from django.utils import timezone

from lms.core.jobs import job
from lms.core.policy import SYSTEM

from .actions.reminders import remind


@job("courses.remind")
def remind_of_the_day(promised):
    remind(timezone.localdate(), by=SYSTEM)
