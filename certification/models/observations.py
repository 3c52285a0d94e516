from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from certification import grids
from certification.models.candidacies import Candidacy
from certification.querysets.candidacies import ObservationQuerySet


class Observation(models.Model):
    """A training that a master trainer watched, line by line of a grid. Its id is the event's, made on her device.

    Fixed as it was sent; the candidate countersigns it once, and nothing else is ever written.
    """

    SIGNING = {"countersigned_at", "answer"}

    id = models.UUIDField(primary_key=True, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="observations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations"
    )
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_made"
    )
    observer_trained = models.BooleanField(default=False)
    held_on = models.DateField(_("date of the training"))
    place = models.CharField(_("place"), max_length=200)
    participants = models.PositiveSmallIntegerField(_("participants"))
    grid = models.PositiveSmallIntegerField(default=grids.LATEST)
    # Line of the grid → {"level": 1–4, "example": words}.
    marks = models.JSONField()
    advice = models.TextField(_("advice to the candidate"), blank=True)
    observed_at = models.DateTimeField()
    countersigned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("the candidate's answer"), blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation of a training")
        verbose_name_plural = _("observations of trainings")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_observes_herself",
                condition=~Q(person=F("observer")),
                violation_error_message=_("Nobody observes her own training."),
            ),
            models.UniqueConstraint(
                fields=["person", "observer", "held_on"], name="one_observation_a_day_and_observer"
            ),
        ]

    def __str__(self):
        return f"{self.observer} · {date_format(self.held_on, 'SHORT_DATE_FORMAT')}"

    def save(self, *, update_fields=None, **options):
        signing = update_fields is not None and set(update_fields) <= self.SIGNING
        if not self._state.adding and not signing:
            raise TypeError("An observation is fixed once it is made.")
        super().save(update_fields=update_fields, **options)

    def delete(self, **options):
        raise TypeError("An observation is never deleted.")

    @property
    def percent(self):
        return grids.percent(self.marks)

    @property
    def lowest(self):
        return min(mark["level"] for mark in self.marks.values())

    @property
    def lines(self):
        """Each line of the grid in the reader's language, with its level, what that means, and the example."""
        return [
            {"words": words, "level_words": grids.level_words(self.marks[key]["level"])}
            | self.marks[key]
            for key, words in grids.lines(self.grid)
        ]
