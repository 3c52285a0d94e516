from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models import Enrolment
from lms.core.ids import new_id
from lms.core.storage import private_storage
from lms.people.models import Cooperative, Membership
from mentoring.choices import Origin, Topic
from mentoring.querysets.plans import (
    ActionItemQuerySet,
    NinetyDayPlanQuerySet,
    ObjectiveQuerySet,
)

from .diagnostics import Diagnostic
from .sessions import CoachingSession


class Objective(models.Model):
    """What a cooperative wants to reach on one axis, out of its diagnosis. Few at a time: each has actions."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        REACHED = "reached", _("reached")
        DROPPED = "dropped", _("dropped")

    MOVES = {
        (Status.OPEN, Status.REACHED),
        (Status.OPEN, Status.DROPPED),
        (Status.REACHED, Status.OPEN),
        (Status.DROPPED, Status.OPEN),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="objectives"
    )
    axis = models.CharField(_("axis"), max_length=30, choices=Topic)
    text = models.CharField(_("what you want to reach"), max_length=300)
    diagnostic = models.ForeignKey(
        Diagnostic, on_delete=models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objectives_set"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    objects = ObjectiveQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["set_at", "pk"]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.status == self.Status.OPEN


class NinetyDayPlan(models.Model):
    """What a participant of a training means to do in its first ninety days, and who supports her. Its id is the event's.

    Her actions stand in the action plan of her cooperative with all the others.
    """

    DAYS = 90
    ACTIONS = 3

    id = models.UUIDField(primary_key=True, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="ninety_day_plan"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="ninety_day_plans"
    )
    starts_on = models.DateField()
    supporter = models.CharField(_("who supports you"), max_length=120)
    written_at = models.DateTimeField(auto_now_add=True)

    objects = NinetyDayPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("90-day plan")
        verbose_name_plural = _("90-day plans")
        ordering = ["-written_at"]

    def __str__(self):
        return f"{self.enrolment_id}"

    @property
    def ends_on(self):
        return self.starts_on + timedelta(days=self.DAYS)


class ActionItem(models.Model):
    """Something a member of the cooperative took on, and by when. All of them together are its action plan."""

    class Status(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DOING = "doing", _("doing")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    MOVES = {
        (Status.TO_DO, Status.DOING),
        (Status.TO_DO, Status.DONE),
        (Status.TO_DO, Status.DROPPED),
        (Status.DOING, Status.TO_DO),
        (Status.DOING, Status.DONE),
        (Status.DOING, Status.DROPPED),
        (Status.DONE, Status.DOING),
        (Status.DROPPED, Status.TO_DO),
    }

    # An action that a device wrote is known by its event's id; one agreed in a session by its place there.
    event_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="actions")
    session = models.ForeignKey(
        CoachingSession, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    ninety_day_plan = models.ForeignKey(
        NinetyDayPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SESSION)
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="actions", verbose_name=_("who")
    )
    due_on = models.DateField(_("by when"))
    status = models.CharField(max_length=10, choices=Status, default=Status.TO_DO)
    agreed_on = models.DateField(default=timezone.localdate)
    done_on = models.DateField(null=True, blank=True)
    dropped_because = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    evidence = models.CharField(_("what shows that it is done"), max_length=300, blank=True)
    evidence_photo = models.FileField(
        storage=private_storage, upload_to="actions/%Y/", blank=True, max_length=120
    )

    objects = ActionItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_action_agreed_in_a_session_names_it",
                condition=~Q(origin="session") | Q(session__isnull=False),
            ),
            models.CheckConstraint(
                name="an_action_of_a_90_day_plan_names_it",
                condition=Q(origin="get_ahead", ninety_day_plan__isnull=False)
                | ~Q(origin="get_ahead") & Q(ninety_day_plan=None),
            ),
            models.CheckConstraint(
                name="a_dropped_action_says_why",
                condition=~Q(status="dropped") | ~Q(dropped_because=""),
            ),
            models.CheckConstraint(
                name="a_done_action_says_when",
                condition=Q(status="done", done_on__isnull=False)
                | ~Q(status="done") & Q(done_on=None),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.status in (self.Status.TO_DO, self.Status.DOING)

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def choices_from_here(self):
        """The states to offer: where it stands, and where it may go."""
        return [s for s in self.Status if s == self.status or (self.status, s) in self.MOVES]


class CarriedAction(models.Model):
    """An action that was open when a session was held, and where it stood then: what was carried over."""

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="carried")
    action = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="carried_into")
    status = models.CharField(max_length=10, choices=ActionItem.Status)

    class Meta:
        verbose_name = _("action carried over")
        ordering = ["action__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "action"], name="carried_over_once")
        ]

    def __str__(self):
        return f"{self.session_id} · {self.action_id}"
