from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Cooperative
from mentoring.querysets.feeds import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """A calendar that a phone fetches by a secret address, of a mentor or of a cooperative. Withdrawn, it is gone.

    Of the secret only a digest is kept: who has lost the address makes another one.
    """

    digest = models.CharField(max_length=64, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    # Empty: what the owner does as a mentor. Else: what the cooperative is to do.
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                name="one_feed_of_a_mentor_at_a_time",
                condition=Q(withdrawn_at=None, cooperative=None),
            ),
            models.UniqueConstraint(
                fields=["owner", "cooperative"],
                name="one_feed_of_a_cooperative_at_a_time",
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        # Never the secret: this line ends up in logs and lists.
        return f"{self.pk}"
