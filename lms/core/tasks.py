from celery import shared_task
from django.core.files.storage import storages
from django.core.management import call_command

from . import jobs
from .models import Job
from .storage import WholeFiles


@shared_task
def run_job(job_id):
    jobs.run(job_id)


@shared_task
def sweep():
    """Send again whatever is overdue: lost by the queue, or left by a worker that died."""
    for job_id in Job.objects.overdue().values_list("pk", flat=True)[:500]:
        run_job.delay(job_id)


@shared_task
def clear_done_work():
    Job.objects.done_long_ago().delete()


@shared_task
def clear_unfinished_files():
    """What a process left that was killed while it wrote; a storage elsewhere never holds half a file."""
    for storage in (storages["default"], storages["private"]):
        if isinstance(storage, WholeFiles):
            storage.clear_unfinished()


@shared_task
def publish_scheduled_pages():
    call_command("publish_scheduled")


@shared_task
def keep_groups_in_step():
    call_command("keep_groups_in_step")


@shared_task
def clear_sessions():
    call_command("clearsessions")


@shared_task
def promise(name):
    """Promise work that returns by the clock. What is still unfinished from the last time is not promised twice."""
    jobs.promise(name, subject=name)
