from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohorts import Enrolment
from courses.models.editions import EditionActivity, KeyCorrection
from courses.querysets.handed_in import AttemptQuerySet
from lms.core.ids import new_id


class Attempt(models.Model):
    """A try at a quiz: its questions as they were drawn, and the answers once handed in.

    Marked on the server with the key of the edition it was taken from; it waits where a person must mark.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("under way")
        WAITING = "waiting", _("waiting for a person to mark it")
        MARKED = "marked", _("marked")

    MOVES = {
        (Status.OPEN, Status.WAITING),
        (Status.OPEN, Status.MARKED),
        (Status.WAITING, Status.MARKED),
        # Answers that were on their way when the time was over may need a person after all.
        (Status.MARKED, Status.WAITING),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(EditionActivity, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    # Ids of its questions, in the order they are asked.
    questions = models.JSONField(default=list)
    # Answers given so far, until it is handed in: question id → {"answer", "at": device time}.
    draft = models.JSONField(default=dict)
    # By the device's clock; ``ends_at`` by ours.
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    # What a trainer allowed her beyond the time limit of the quiz.
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # The time was over: what was kept as a draft was handed in for her.
    out_of_time = models.BooleanField(default=False)
    # When she first saw the result; answers still on their way then come too late.
    looked_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    max_score = models.DecimalField(max_digits=6, decimal_places=2)
    passed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                name="one_open_attempt_at_a_quiz",
                condition=Q(status="open"),
            ),
            models.CheckConstraint(
                name="score_between_nothing_and_all",
                condition=Q(score__gte=0) & Q(score__lte=F("max_score")),
            ),
            models.CheckConstraint(
                name="handed_in_attempt_has_its_time",
                condition=Q(status="open", handed_in_at=None)
                | (~Q(status="open") & Q(handed_in_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.activity} · {self.number}"

    @property
    def percent(self):
        return int(100 * self.score / self.max_score) if self.max_score else 0

    @property
    def time_limit(self):
        """How long this try may take; nothing = as long as she wants."""
        return self.activity.time_limit and (
            self.activity.time_limit + timedelta(minutes=self.extra_minutes)
        )

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def answers_so_far(self):
        return {question: kept["answer"] for question, kept in self.draft.items()}

    def asks(self, answers):
        """Whether all answers are to questions that this attempt asks, and can be given to them."""
        return answers.keys() <= set(self.questions) and self.activity.can_be_answered_with(answers)

    def key(self):
        """The answer key of the questions that it asks, in their order."""
        return {question: self.activity.answer_key[question] for question in self.questions}


class Response(models.Model):
    """One answer of an attempt and the marks it got; none yet while a person must mark it."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    question_id = models.UUIDField()
    answer = models.JSONField()
    marks = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    out_of = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question_id"], name="one_response_to_a_question"
            ),
            models.CheckConstraint(
                name="marks_between_nothing_and_all",
                condition=Q(marks=None) | (Q(marks__gte=0) & Q(marks__lte=F("out_of"))),
            ),
        ]

    def __str__(self):
        return str(self.question_id)


class Mark(models.Model):
    """Marks given to a response by a person, or again with a corrected key. The latest counts; none is changed."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="history")
    marks = models.DecimalField(max_digits=5, decimal_places=2)
    comment = models.TextField(_("comment"), blank=True)
    voice = models.ForeignKey(
        "courses.Upload", on_delete=models.PROTECT, null=True, related_name="+"
    )
    correction = models.ForeignKey(
        KeyCorrection, on_delete=models.PROTECT, null=True, related_name="marks"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(name="mark_is_not_negative", condition=Q(marks__gte=0))
        ]

    def __str__(self):
        return f"{self.response} · {self.marks}"


class Allowance(models.Model):
    """More time or tries at a quiz than the others have, given to one learner for a reason. What was given adds up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="allowances")
    activity_key = models.UUIDField()
    # Added to each try.
    minutes = models.PositiveSmallIntegerField(_("more minutes"), default=0)
    tries = models.PositiveSmallIntegerField(_("more tries"), default=0)
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="allowance_gives_something", condition=Q(minutes__gt=0) | Q(tries__gt=0)
            ),
            models.CheckConstraint(name="allowance_has_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.enrolment} · {self.activity_key}"
