from collections import Counter

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.choices import UploadKind
from courses.models import Programme
from lms.core.ids import new_id
from lms.core.storage import private_storage
from lms.people.choices import Office, Sex
from lms.people.models import Cooperative, Membership

from .choices import AssemblyKind, Mode, Outcome, Topic, length
from .querysets import (
    ActionItemQuerySet,
    AssemblyQuerySet,
    CoachingSessionQuerySet,
    EngagementQuerySet,
    PrivateNoteQuerySet,
)


class Engagement(models.Model):
    """A mentor accompanies a cooperative in a programme: so many sessions, from one day to another."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("under way")
        CLOSED = "closed", _("closed")

    MOVES = {(Status.ACTIVE, Status.CLOSED)}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name=_("cooperative"),
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name=_("mentor"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name=_("programme"),
    )
    planned_sessions = models.PositiveSmallIntegerField(
        _("planned sessions"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"))
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE, editable=False)

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
            models.UniqueConstraint(
                fields=["cooperative", "mentor", "programme"],
                name="one_active_engagement_of_these_three",
                condition=Q(status="active"),
                violation_error_message=_(
                    "This mentor already accompanies this cooperative in this programme."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.cooperative} · {self.mentor}"

    @property
    def is_active(self):
        return self.status == self.Status.ACTIVE

    @property
    def waiting(self):
        """Delivered and not yet confirmed, after ``with_figures``."""
        return self.delivered - self.confirmed


class CoachingSession(models.Model):
    """A meeting of mentor and cooperative, as the mentor logged it. Its id is the event's, made on her device.

    What the mentor keeps to herself is a PrivateNote, never a field here. A dispute stands until the member who
    raised it says otherwise.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for the cooperative")
        CONFIRMED = "confirmed", _("confirmed by the cooperative")
        DISPUTED = "disputed", _("disputed by the cooperative")

    MOVES = {
        (Status.SUBMITTED, Status.CONFIRMED),
        (Status.SUBMITTED, Status.DISPUTED),
        (Status.DISPUTED, Status.CONFIRMED),
    }
    LONGEST = 720

    id = models.UUIDField(primary_key=True, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="sessions")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coaching_sessions"
    )
    held_on = models.DateField(_("date"))
    mode = models.CharField(_("how you met"), max_length=10, choices=Mode)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    attendees = models.ManyToManyField(
        Membership, related_name="sessions_attended", blank=True, verbose_name=_("who took part")
    )
    guests_women = models.PositiveSmallIntegerField(_("women who are guests"), default=0)
    guests_men = models.PositiveSmallIntegerField(_("men who are guests"), default=0)
    topics = models.JSONField(_("topics"), default=list)
    shared_summary = models.TextField(_("shared summary"))
    no_actions = models.BooleanField(_("no action was agreed"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField(auto_now_add=True)

    objects = CoachingSessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("coaching session")
        verbose_name_plural = _("coaching sessions")
        ordering = ["-held_on", "-submitted_at"]
        constraints = [
            models.CheckConstraint(
                name="session_lasts_between_a_minute_and_half_a_day",
                condition=Q(minutes__gte=1) & Q(minutes__lte=720),
                violation_error_message=_("A session lasts between 1 and 720 minutes."),
            )
        ]

    def __str__(self):
        return f"{date_format(self.held_on, 'SHORT_DATE_FORMAT')} · {self.get_mode_display()}"

    @property
    def length(self):
        return length(self.minutes)

    @property
    def topic_labels(self):
        return [Topic(code).label for code in self.topics]

    @property
    def heads(self):
        """Women and men who were there, guests with them; members whose sex is not stated apart."""
        sexes = Counter(member.person.sex for member in self.attendees.all())
        return {
            "women": sexes[Sex.WOMAN] + self.guests_women,
            "men": sexes[Sex.MAN] + self.guests_men,
            "not_stated": sexes[Sex.NOT_STATED],
        }


class ActionItem(models.Model):
    """Something a member of the cooperative took on in a session, and by when."""

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

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="actions", verbose_name=_("who")
    )
    due_on = models.DateField(_("by when"))
    status = models.CharField(max_length=10, choices=Status, default=Status.TO_DO)

    objects = ActionItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]

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


class PrivateNote(models.Model):
    """What a mentor writes about a session for herself alone. No history, no copy, no other reader."""

    session = models.OneToOneField(
        CoachingSession, on_delete=models.CASCADE, primary_key=True, related_name="private_note"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="private_notes"
    )
    text = models.TextField(_("private note"))
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")

    def __str__(self):
        # Never the text: this line ends up in logs and lists.
        return f"{self.session_id}"


class Confirmation(models.Model):
    """What one member of the cooperative says about a session: it is true, or it is not and why."""

    session = models.ForeignKey(
        CoachingSession, on_delete=models.PROTECT, related_name="confirmations"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="confirmations"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    said_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="one_word_of_each_member_on_a_session"
            ),
            models.CheckConstraint(
                name="a_dispute_says_why", condition=~Q(outcome="disputed") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_outcome_display()}"


class Assembly(models.Model):
    """The members of a cooperative came together and decided. Its id is the event's, made on a device."""

    id = models.UUIDField(primary_key=True, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="assemblies"
    )
    kind = models.CharField(_("which assembly"), max_length=13, choices=AssemblyKind)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    attendees = models.ManyToManyField(
        Membership, related_name="assemblies", verbose_name=_("who was there")
    )
    represented = models.PositiveSmallIntegerField(
        _("members who sent somebody in their place"), default=0
    )
    decisions = models.TextField(_("what was decided"))
    next_on = models.DateField(_("next assembly"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assemblies_recorded"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AssemblyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assembly")
        verbose_name_plural = _("assemblies")
        ordering = ["-held_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="next_assembly_is_later",
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                violation_error_message=_("The next assembly comes after this one."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {date_format(self.held_on, 'SHORT_DATE_FORMAT')}"


class Election(models.Model):
    """An assembly gave a member an office. Who holds it today is in ``OfficeHolding``."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="elections")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="elections")
    office = models.CharField(_("office"), max_length=12, choices=Office)

    class Meta:
        verbose_name = _("election")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "membership", "office"], name="elected_once_in_an_assembly"
            )
        ]

    def __str__(self):
        return f"{self.get_office_display()} · {self.membership.person}"


class Minutes(models.Model):
    """A page or document of an assembly's minutes. Only a view that asks who reads gives it out."""

    id = models.UUIDField(primary_key=True, editable=False)
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="minutes")
    kind = models.CharField(max_length=10, choices=UploadKind)
    # Kept under the id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="minutes/%Y/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="minutes_kept"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minutes of an assembly")
        ordering = ["kept_at"]

    def __str__(self):
        return self.name
