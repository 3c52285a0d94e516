from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models.editions import in_reader_language
from lms.people.models import Cooperative, Membership
from mentoring.choices import Moment
from mentoring.querysets.diagnostics import (
    DiagnosticQuerySet,
    DiagnosticToolQuerySet,
    ScoreInvitationQuerySet,
)


class DiagnosticTool(models.Model):
    """A version of a tool to diagnose a cooperative: axes, questions, and each level in words, in every language.

    A draft changes; what is published never does. ``axes`` holds ``[{"code", "title": {language: text}, "questions":
    [{"code", "text": {language: text}, "levels": [{language: text}, … five of them]}]}]``. A code is never renamed.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    MOVES = {(Status.DRAFT, Status.PUBLISHED), (Status.PUBLISHED, Status.RETIRED)}

    code = models.CharField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.JSONField(_("title"), default=dict)
    axes = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DiagnosticToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnostic tool")
        verbose_name_plural = _("diagnostic tools")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="a_version_of_a_tool_once"),
            models.UniqueConstraint(
                fields=["code"],
                name="one_published_version_of_a_tool",
                condition=Q(status="published"),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.version}"

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def name(self):
        return in_reader_language(self.title)

    @property
    def questions(self):
        """Codes of its questions, in their order."""
        return [question["code"] for axis in self.axes for question in axis["questions"]]

    def axis(self, code):
        """One of its axes, or None."""
        return next((axis for axis in self.axes if axis["code"] == code), None)


class Diagnostic(models.Model):
    """A cooperative is diagnosed with one version of a tool: its members score in secret, then the group agrees."""

    class Status(models.TextChoices):
        SCORING = "scoring", _("members give their scores")
        AGREEING = "agreeing", _("the group agrees")
        DONE = "done", _("done")

    MOVES = {(Status.SCORING, Status.AGREEING), (Status.AGREEING, Status.DONE)}

    id = models.UUIDField(primary_key=True, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="diagnostics"
    )
    tool = models.ForeignKey(DiagnosticTool, on_delete=models.PROTECT, related_name="diagnostics")
    moment = models.CharField(_("when"), max_length=10, choices=Moment)
    held_on = models.DateField(_("date"))
    status = models.CharField(max_length=10, choices=Status, default=Status.SCORING)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="diagnostics_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DiagnosticQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("diagnostic")
        verbose_name_plural = _("diagnostics")
        ordering = ["-held_on", "-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative"],
                name="one_diagnostic_at_a_time",
                condition=~Q(status="done"),
                violation_error_message=_("Finish the diagnostic that is under way first."),
            )
        ]

    def __str__(self):
        return f"{self.cooperative} · {self.get_moment_display()}"

    @property
    def is_scoring(self):
        return self.status == self.Status.SCORING

    @property
    def is_agreeing(self):
        return self.status == self.Status.AGREEING

    @property
    def is_done(self):
        return self.status == self.Status.DONE


class ScoreInvitation(models.Model):
    """A member is asked once for her scores. It says whether she gave them, never which or when."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="invitations")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="score_invitations"
    )
    answered = models.BooleanField(default=False)

    objects = ScoreInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic", "membership"], name="asked_once_for_her_scores"
            )
        ]

    def __str__(self):
        return f"{self.diagnostic_id} · {self.membership_id}"


class AnonymousScores(models.Model):
    """What somebody scored. Nothing ties it to her: no name, no time, and an id that keeps no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="scores")
    # Question code → level, 0 to 4.
    levels = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.diagnostic_id)


class ConsensusScore(models.Model):
    """The level that the group agreed on for one question."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="consensus")
    question = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(validators=[MaxValueValidator(4)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic", "question"], name="agreed_once_on_a_question"
            ),
            models.CheckConstraint(name="a_level_is_one_of_five", condition=Q(level__lte=4)),
        ]

    def __str__(self):
        return f"{self.question}: {self.level}"


class ConsensusReason(models.Model):
    """Why the group stands there on one axis, in its own words."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="reasons")
    axis = models.CharField(max_length=30)
    text = models.TextField(_("reason"), max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "axis"], name="one_reason_for_an_axis")
        ]

    def __str__(self):
        return self.axis
