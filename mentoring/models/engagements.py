from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models import Programme
from lms.core.ids import new_id
from lms.core.storage import private_storage
from lms.people.models import Cooperative, Membership
from mentoring.choices import Ending, Mode, Readers
from mentoring.querysets.engagements import (
    AssignmentQuerySet,
    EngagementQuerySet,
    PlannedVisitQuerySet,
)


class Engagement(models.Model):
    """A cooperative is accompanied in a programme: so many sessions, from one day to another, by one mentor or more.

    Nobody logs a session before the agreement with the cooperative is signed.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("looking for a mentor")
        ACCEPTED = "accepted", _("agreement to be signed")
        ACTIVE = "active", _("under way")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    MOVES = {
        (Status.PROPOSED, Status.ACCEPTED),
        (Status.ACCEPTED, Status.PROPOSED),
        (Status.ACCEPTED, Status.ACTIVE),
        (Status.ACTIVE, Status.PAUSED),
        (Status.PAUSED, Status.ACTIVE),
        (Status.PROPOSED, Status.CLOSED),
        (Status.ACCEPTED, Status.CLOSED),
        (Status.ACTIVE, Status.CLOSED),
        (Status.PAUSED, Status.CLOSED),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name=_("cooperative"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name=_("programme"),
    )
    goals = models.TextField(_("goals"), max_length=2000, blank=True)
    planned_sessions = models.PositiveSmallIntegerField(
        _("planned sessions"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"))
    readers = models.CharField(
        _("who reads about the sessions"),
        max_length=10,
        choices=Readers,
        default=Readers.MEMBERS,
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )
    paused_because = models.CharField(max_length=300, blank=True, editable=False)
    ending = models.CharField(
        _("outcome"), max_length=12, choices=Ending, blank=True, editable=False
    )
    ending_words = models.TextField(max_length=2000, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = EngagementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.CheckConstraint(
                name="engagement_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("An engagement cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="engagement_plans_a_session",
                condition=Q(planned_sessions__gte=1),
                violation_error_message=_("Plan at least one session."),
            ),
            models.CheckConstraint(
                name="closed_engagement_says_how_it_ended",
                condition=~Q(status="closed") | ~Q(ending="") & Q(closed_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["cooperative", "programme"],
                name="one_open_engagement_in_a_programme",
                condition=~Q(status="closed"),
                violation_error_message=_(
                    "This cooperative is already accompanied in this programme."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.cooperative} · {self.programme.code}"

    @property
    def is_active(self):
        return self.status == self.Status.ACTIVE

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def has_begun(self):
        """Its agreement is signed: from here on there are sessions."""
        return self.status not in (self.Status.PROPOSED, self.Status.ACCEPTED)

    @property
    def is_over_time(self):
        """Its last day has passed and nobody has closed or prolonged it."""
        return not self.is_closed and self.ends_on < timezone.localdate()

    @property
    def waiting(self):
        """Delivered and not yet confirmed, after ``with_figures``."""
        return self.delivered - self.confirmed


class MentorAssignment(models.Model):
    """A mentor is asked to accompany, and says yes, or no and why. Ended, she keeps what she recorded."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")
        ENDED = "ended", _("ended")

    MOVES = {
        (Status.ASKED, Status.ACCEPTED),
        (Status.ASKED, Status.DECLINED),
        (Status.ASKED, Status.TAKEN_BACK),
        (Status.ACCEPTED, Status.ENDED),
    }

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="assignments")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="mentor_assignments",
        verbose_name=_("mentor"),
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    # Why not, in her words: a conflict of interest that she declared, or another reason.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    has_conflict = models.BooleanField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mentor of an engagement")
        verbose_name_plural = _("mentors of an engagement")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "mentor"],
                name="a_mentor_is_asked_once_at_a_time",
                condition=Q(status__in=["asked", "accepted"]),
            ),
            models.CheckConstraint(
                name="who_declines_says_why", condition=~Q(status="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="who_accepts_has_no_conflict",
                condition=~Q(status__in=["accepted", "ended"]) | Q(has_conflict=False),
            ),
        ]

    def __str__(self):
        return f"{self.mentor} · {self.get_status_display()}"


class Agreement(models.Model):
    """The cooperative has signed what the accompaniment is: who, when, and the paper itself where it is on file."""

    engagement = models.OneToOneField(
        Engagement, on_delete=models.PROTECT, primary_key=True, related_name="agreement"
    )
    signed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"))
    # Kept under the engagement's id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="agreements/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return f"{self.engagement_id}"


class MentorProfile(models.Model):
    """What a mentor brings: languages, regions, sectors, and how many cooperatives she can accompany at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="mentor_profile",
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    most_cooperatives = models.PositiveSmallIntegerField(
        _("most cooperatives at once"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("profile of a mentor")
        verbose_name_plural = _("profiles of mentors")

    def __str__(self):
        return f"{self.person}"


class PlannedVisit(models.Model):
    """When mentor and cooperative mean to meet next, by the clock on the cooperative's wall.

    Day and hour are kept as they were said, not as an instant: where a country changes its clock, ten stays ten.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField(_("date"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    mode = models.CharField(_("how you meet"), max_length=10, choices=Mode, default=Mode.VISIT)
    place = models.CharField(_("place"), max_length=120, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits_planned"
    )
    planned_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = PlannedVisitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "day"],
                name="one_planned_visit_a_day",
                condition=Q(cancelled_at=None),
                violation_error_message=_("A visit is already planned for that day."),
            )
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
