from datetime import timedelta

from django.core.cache import caches
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PROGRESS_KEPT = 3600  # seconds


class JobQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])

    def overdue(self):
        """Promised or abandoned work whose time has come."""
        return self.unfinished().filter(run_after__lte=timezone.now())

    def done_long_ago(self):
        """Done, and nobody asks any more. What was given up stays: a person has to look at it."""
        return self.filter(status=Job.Status.DONE, finished_at__lt=timezone.now() - Job.KEPT)

    def about(self, subject):
        return self.filter(subject=subject)


class Job(models.Model):
    """Work promised in a transaction and done after it. The row is the truth; the queue only wakes workers."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    MAX_ATTEMPTS = 5
    KEPT = timedelta(days=30)

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=1)
    run_after = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)
    promised_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after"],
                name="job_unfinished",
                condition=Q(status__in=["waiting", "running"]),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "subject"],
                name="one_unfinished_job_per_subject",
                condition=Q(status__in=["waiting", "running"]) & ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="job_never_passes_its_end", condition=Q(steps_done__lte=F("steps_total"))
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.subject}".strip()

    @property
    def percent(self):
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0

    def report(self, done, total):
        """Say how far the work has come; whoever looks at the screen sees it."""
        Job.objects.filter(pk=self.pk).update(steps_done=done, steps_total=total)

    def tell(self, done, total):
        """The same from inside the one transaction that does all the work: seen before it ends, by ``told``."""
        caches["progress"].set(f"job:{self.pk}", (done, total), PROGRESS_KEPT)

    @property
    def told(self):
        """``(steps done, steps in all)`` as last told; None where nothing was."""
        return caches["progress"].get(f"job:{self.pk}")
