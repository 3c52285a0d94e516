from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.models.cohorts import Enrolment
from courses.models.editions import EditionActivity
from courses.querysets.handed_in import SubmissionQuerySet, UploadQuerySet
from courses.verdicts import Opinion
from lms.core.ids import new_id
from lms.core.storage import private_storage


class Upload(models.Model):
    """A photo, document or recording that a person handed in. Private: only a view that asks who reads gives it out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="uploads")
    # For which activity it was received, until it is handed in with it.
    activity_key = models.UUIDField(null=True, editable=False)
    kind = models.CharField(max_length=10, choices=UploadKind)
    # Kept under the id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="uploads/%Y/%m")
    # As the device called it: shown, never used as a path.
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    def __str__(self):
        return self.name


class Submission(models.Model):
    """Work handed in for an assignment. Asked to do it again, the learner hands in another."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting to be marked")
        REDO = "redo", _("to be done again")
        ACCEPTED = "accepted", _("accepted")

    MOVES = {
        (Status.WAITING, Status.REDO),
        (Status.WAITING, Status.ACCEPTED),
        # A contested mark may turn out better.
        (Status.REDO, Status.ACCEPTED),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="submissions")
    activity = models.ForeignKey(
        EditionActivity, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    text = models.TextField(_("your text"), blank=True)
    uploads = models.ManyToManyField(Upload, related_name="submissions", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    handed_in_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="submission_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                name="one_submission_waits",
                condition=Q(status="waiting"),
            ),
            models.CheckConstraint(
                name="submission_percent_in_range",
                condition=Q(percent=None) | (Q(percent__gte=0) & Q(percent__lte=100)),
            ),
        ]

    def __str__(self):
        return f"{self.activity} · {self.number}"

    @property
    def is_late(self):
        """Handed in after the day it was due; needs ``with_due_day``. A day moved later makes nobody late."""
        return bool(self.due_on) and timezone.localdate(self.handed_in_at) > self.due_on


class Review(models.Model):
    """What one marker says of a submission. Each marker has her own; nobody writes over another's."""

    class Outcome(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        REDO = "redo", _("do it again")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    # Criterion id → level id.
    levels = models.JSONField(default=dict)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    outcome = models.CharField(max_length=10, choices=Outcome)
    comment = models.TextField(_("comment"), blank=True)
    voice = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The third opinion where two markers differ, or the answer to a contest.
    settles = models.BooleanField(default=False)
    reviewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        ordering = ["reviewed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "marker", "settles"], name="one_review_by_a_marker"
            ),
            models.CheckConstraint(
                name="review_percent_in_range",
                condition=Q(percent__gte=0) & Q(percent__lte=100),
            ),
        ]

    def __str__(self):
        return f"{self.submission} · {self.marker}"

    @property
    def opinion(self):
        return Opinion(self.marker_id, self.outcome, self.percent, self.settles)
