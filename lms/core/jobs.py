"""Work promised inside a transaction and done after it.

``promise`` writes a row; after commit a worker is woken; ``lms.core.tasks.sweep`` wakes one again for whatever is
overdue, so that a lost message costs seconds and never the work. Every handler can run twice without harm.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Job

logger = logging.getLogger(__name__)

HANDLERS = {}
LEASE = timedelta(minutes=5)
PAUSE = timedelta(seconds=20)


def job(name):
    """Register a function as the handler of ``name``. It is called with the row and the promised arguments."""

    def register(handler):
        HANDLERS[name] = handler
        return handler

    return register


def promise(name, *, subject="", **arguments):
    """Promise work by name in the current transaction. Unfinished work on the same subject is promised once."""
    if subject and (known := Job.objects.unfinished().filter(name=name, subject=subject).first()):
        return known
    promised = Job.objects.create(name=name, subject=subject, arguments=arguments)
    transaction.on_commit(lambda: wake(promised))
    return promised


def wake(promised):
    """Tell a worker. The queue may be away: the row stays, and the sweep tells again."""
    from .tasks import run_job  # noqa: PLC0415 - tasks import this module

    try:
        run_job.delay(promised.pk)
    except run_job.OperationalError:
        logger.warning("The queue did not answer; job %s waits for the sweep.", promised.pk)


def run(job_id):
    """Do one promised piece of work. Does nothing when it is done or another worker holds it."""
    if (taken := _take(job_id)) is None:
        return
    try:
        HANDLERS[taken.name](taken, **taken.arguments)
    except Exception as error:
        _put_back(taken, error)
        raise
    _finish(taken)


def _take(job_id):
    with transaction.atomic():
        found = Job.objects.select_for_update().overdue().filter(pk=job_id).first()
        if found is None:
            return None
        found.status = Job.Status.RUNNING
        found.attempts += 1
        found.run_after = timezone.now() + LEASE
        found.save(update_fields=["status", "attempts", "run_after"])
        return found


def _put_back(taken, error):
    given_up = taken.attempts >= Job.MAX_ATTEMPTS
    Job.objects.filter(pk=taken.pk, attempts=taken.attempts).update(
        status=Job.Status.FAILED if given_up else Job.Status.WAITING,
        run_after=timezone.now() + PAUSE * taken.attempts,
        # The class alone: a message may hold a person's words.
        error=type(error).__name__,
    )


def _finish(taken):
    Job.objects.filter(pk=taken.pk, attempts=taken.attempts).update(
        status=Job.Status.DONE, finished_at=timezone.now(), error=""
    )
