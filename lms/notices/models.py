from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.core.ids import new_id

from . import sentences
from .kinds import KINDS
from .querysets import DeliveryQuerySet, NoticeQuerySet


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")


class Notice(models.Model):
    """One thing a person is told, once for each kind and subject. Written in her language when it is read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=60)
    # What it is about: telling the same of the same subject again tells nothing.
    subject = models.CharField(max_length=120)
    # The named places of the sentences, as ``sentences`` writes them: names, titles and dates, never private words.
    params = models.JSONField(default=dict)
    # A path of this site without its language.
    path = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject"], name="told_once")
        ]
        indexes = [models.Index(fields=["person", "read_at"], name="unread_of_a_person")]

    def __str__(self):
        return self.title

    @property
    def label(self):
        return KINDS[self.kind].label

    @property
    def title(self):
        return sentences.written(KINDS[self.kind].title, self.params)

    @property
    def text(self):
        return sentences.written(KINDS[self.kind].text, self.params)


class Delivery(models.Model):
    """A notice on its way by e-mail or SMS: when it may go, when it went, or why it did not.

    One that a worker left half sent is not sent again: better once too few than twice.
    """

    MOST_TRIES = 5

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    not_before = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The class of what went wrong: a message may hold a person's address.
    error = models.CharField(max_length=100, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of a notice")
        verbose_name_plural = _("deliveries of notices")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_by_a_channel")
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="delivery_waiting",
                condition=models.Q(status="waiting"),
            )
        ]

    def __str__(self):
        return f"{self.notice_id} · {self.channel}"


class Unwanted(models.Model):
    """A person does not want a kind of notice by a channel. In the app everything is shown."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unwanted_notices"
    )
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        verbose_name = _("unwanted notice")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="unwanted_once")
        ]

    def __str__(self):
        return f"{self.kind} · {self.channel}"
