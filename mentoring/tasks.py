from django.utils import timezone

from lms.core.jobs import job
from lms.core.policy import SYSTEM

from .actions import assemblies, reminders
from .models import Assembly, CoachingSession, PlannedVisit

BATCH = 100


@job("mentoring.remind")
def remind(promised):
    """By the clock: of assemblies and visits that come near, of sessions that wait. Who was told is not told again."""
    now = timezone.now()
    ahead = Assembly.objects.coming(timezone.localdate() + assemblies.REMINDED)
    for assembly in ahead.select_related("cooperative").iterator(chunk_size=BATCH):
        assemblies.remind(assembly, by=SYSTEM)
    for visit in PlannedVisit.objects.of_tomorrow(now).for_list().iterator(chunk_size=BATCH):
        reminders.remind_of_visit(visit, by=SYSTEM)
    waiting = CoachingSession.objects.waiting_since(now - reminders.LAST, now - reminders.FIRST)
    for session in waiting.select_related("engagement__cooperative").iterator(chunk_size=BATCH):
        reminders.remind_of_session(session, now - session.submitted_at, by=SYSTEM)
