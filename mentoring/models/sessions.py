from collections import Counter

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses import ages
from lms.core.ids import new_id
from lms.core.kept import Kept
from lms.core.storage import private_storage
from lms.people.choices import Country, Sex
from lms.people.models import Membership
from mentoring.choices import Mode, Outcome, PhotoUse, Topic, length
from mentoring.querysets.sessions import (
    AmendmentQuerySet,
    ClosedMonthQuerySet,
    CoachingSessionQuerySet,
    SessionMentorQuerySet,
    SessionPhotoQuerySet,
)

from .engagements import Engagement


class SessionDraft(models.Model):
    """A session that its mentor has begun to write, kept so that no lost phone loses it. Only she sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_drafts"
    )
    # The fields of the form as they were typed, never the private note.
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a session")
        constraints = [
            models.UniqueConstraint(fields=["engagement", "author"], name="one_draft_each")
        ]

    def __str__(self):
        return f"{self.engagement_id}"


class ClosedMonth(Kept):
    """A month of a country is reported and does not change any more. ``facts`` is all that its report is made of."""

    country = models.CharField(_("country"), max_length=2, choices=Country)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="months_closed"
    )
    closed_at = models.DateTimeField(auto_now_add=True)
    facts = models.JSONField()
    # Of the facts, so that a change in the database does not go unseen.
    digest = models.CharField(max_length=64)

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country", "month"], name="a_month_is_closed_once")
        ]

    def __str__(self):
        return f"{self.country} {self.month:%Y-%m}"


class CoachingSession(models.Model):
    """A meeting of mentors and cooperative, as one of them logged it. Its id is the event's, made on her device.

    The cooperative is the client: a visit of two mentors is one session, with the time of each beside it. What a
    mentor keeps to herself is a PrivateNote, never a field here. A dispute stands until the member who raised it says
    otherwise, or until what she disputes is amended. Once its month is closed only amendments change it.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for the cooperative")
        CONFIRMED = "confirmed", _("confirmed by the cooperative")
        DISPUTED = "disputed", _("disputed by the cooperative")
        ACCEPTED = "accepted", _("accepted by the programme")
        LOCKED = "locked", _("in a closed month")

    MOVES = {
        (Status.SUBMITTED, Status.CONFIRMED),
        (Status.SUBMITTED, Status.DISPUTED),
        (Status.DISPUTED, Status.CONFIRMED),
        (Status.CONFIRMED, Status.ACCEPTED),
        (Status.SUBMITTED, Status.ACCEPTED),
        (Status.ACCEPTED, Status.LOCKED),
        # Amended, it is asked about anew.
        (Status.CONFIRMED, Status.SUBMITTED),
        (Status.DISPUTED, Status.SUBMITTED),
        (Status.ACCEPTED, Status.SUBMITTED),
    }
    LONGEST = 720

    id = models.UUIDField(primary_key=True, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="sessions")
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_logged"
    )
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    mode = models.CharField(_("how you met"), max_length=10, choices=Mode)
    place = models.CharField(_("place"), max_length=120, blank=True)
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
    version = models.PositiveSmallIntegerField(default=1)
    submitted_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions_accepted",
    )
    # Why it was accepted although nobody had confirmed it, or although something stood out.
    accepted_because = models.CharField(max_length=500, blank=True)
    closed_month = models.ForeignKey(
        ClosedMonth, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )

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
            ),
            models.CheckConstraint(
                name="confirmed_session_says_since_when",
                condition=(~Q(status="confirmed") | Q(confirmed_at__isnull=False))
                & (~Q(status__in=["submitted", "disputed"]) | Q(confirmed_at=None)),
            ),
            models.CheckConstraint(
                name="accepted_session_says_by_whom",
                condition=Q(status__in=["accepted", "locked"])
                & Q(accepted_at__isnull=False, accepted_by__isnull=False)
                | ~Q(status__in=["accepted", "locked"])
                & Q(accepted_at=None, accepted_by=None, accepted_because=""),
            ),
            models.CheckConstraint(
                name="unconfirmed_session_is_accepted_for_a_reason",
                condition=~Q(status__in=["accepted", "locked"])
                | Q(confirmed_at__isnull=False)
                | ~Q(accepted_because=""),
            ),
            models.CheckConstraint(
                name="locked_session_has_its_month",
                condition=Q(status="locked", closed_month__isnull=False)
                | ~Q(status="locked") & Q(closed_month=None),
            ),
        ]
        indexes = [
            models.Index(fields=["engagement", "-held_on"], name="session_of_engagement"),
            models.Index(fields=["status", "held_on"], name="session_by_status"),
        ]

    def __str__(self):
        return f"{date_format(self.held_on, 'SHORT_DATE_FORMAT')} · {self.get_mode_display()}"

    @property
    def length(self):
        return length(self.minutes)

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None

    @property
    def is_settled(self):
        """Accepted by the programme, in a closed month or not."""
        return self.status in (self.Status.ACCEPTED, self.Status.LOCKED)

    @property
    def topic_labels(self):
        return [Topic(code).label for code in self.topics]

    @property
    def mentor_names(self):
        """Everybody who was there as a mentor, after ``for_list`` or ``for_page``."""
        return ", ".join(str(time.mentor) for time in self.mentors.all())

    @property
    def heads(self):
        """Women and men who were there, guests with them; members whose sex is not stated apart."""
        sexes = Counter(member.person.sex for member in self.attendees.all())
        return {
            "women": sexes[Sex.WOMAN] + self.guests_women,
            "men": sexes[Sex.MAN] + self.guests_men,
            "not_stated": sexes[Sex.NOT_STATED],
        }

    @property
    def age_bands(self):
        """How many members of each age were there, youngest first; of guests no age is known."""
        years = [member.person.birth_year for member in self.attendees.all()]
        counted = Counter(ages.band_of(year, self.held_on) for year in years)
        return [(name, counted[name]) for name in ages.NAMES if counted[name]]


class SessionMentor(models.Model):
    """A mentor was there, with her own time: with the cooperative, getting ready, on the way. Each is counted apart."""

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="mentors")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_times"
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes with the cooperative"), validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    preparation_minutes = models.PositiveSmallIntegerField(
        _("minutes of preparation"), default=0, validators=[MaxValueValidator(1440)]
    )
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes on the way"), default=0, validators=[MaxValueValidator(2880)]
    )
    travel_km = models.PositiveSmallIntegerField(
        _("kilometres"), default=0, validators=[MaxValueValidator(5000)]
    )

    objects = SessionMentorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mentor's time in a session")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "mentor"], name="a_mentor_is_counted_once_in_a_session"
            ),
            models.CheckConstraint(
                name="a_mentor_was_there", condition=Q(minutes__gte=1) & Q(minutes__lte=720)
            ),
        ]

    def __str__(self):
        return f"{self.mentor}"

    @property
    def length(self):
        return length(self.minutes)

    @property
    def preparation(self):
        return length(self.preparation_minutes)

    @property
    def travel(self):
        return length(self.travel_minutes)


class Amendment(models.Model):
    """What was changed in a session after it was sent, by whom and why. Both versions are here whole."""

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.ForeignKey(
        CoachingSession, on_delete=models.PROTECT, related_name="amendments"
    )
    # The version that this amendment made.
    version = models.PositiveSmallIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(_("reason"), max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="amendments_made"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    after_lock = models.BooleanField(default=False)
    # The report that tells of it, where the session was in a closed month already.
    closed_month = models.ForeignKey(
        ClosedMonth, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "version"], name="one_amendment_makes_a_version"
            ),
            models.CheckConstraint(
                name="only_a_late_amendment_is_reported_apart",
                condition=Q(closed_month=None) | Q(after_lock=True),
            ),
        ]

    def __str__(self):
        return f"{self.session_id} · {self.version}"


class Confirmation(models.Model):
    """What one member of the cooperative says about a version of a session: it is true, or it is not and why."""

    session = models.ForeignKey(
        CoachingSession, on_delete=models.PROTECT, related_name="confirmations"
    )
    version = models.PositiveSmallIntegerField(default=1)
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
                fields=["session", "version", "person"], name="one_word_of_each_member_on_a_session"
            ),
            models.CheckConstraint(
                name="a_dispute_says_why", condition=~Q(outcome="disputed") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_outcome_display()}"


class SessionPhoto(models.Model):
    """A photo of a session, drawn anew without the place where it was taken. Without consent there is none."""

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.ForeignKey(CoachingSession, on_delete=models.PROTECT, related_name="photos")
    # Kept under the id, never under the name it came with.
    file = models.FileField(storage=private_storage, upload_to="sessions/%Y/")
    size = models.PositiveIntegerField()
    description = models.CharField(_("what it shows"), max_length=200, blank=True)
    use = models.CharField(_("what it may be used for"), max_length=10, choices=PhotoUse)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_photos"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = SessionPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a session")
        verbose_name_plural = _("photos of a session")
        ordering = ["kept_at", "pk"]

    def __str__(self):
        return f"{self.pk}"
