from django.db import models
from django.db.models import Q

from courses.choices import THERE


class TrainingDayQuerySet(models.QuerySet):
    def to_be_held(self):
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def held_on(self, day):
        return self.to_be_held().filter(held_on=day)

    def of_workshop(self, key):
        return self.filter(activity_key=key)

    def with_half(self, half):
        """Those that have this half of a day; of another word there are none."""
        halves = {"am": Q(morning=True), "pm": Q(afternoon=True)}
        return self.filter(halves[half]) if half in halves else self.none()

    def visible_to(self, user):
        """Those of the cohorts one sees, and those one is the trainer of."""
        cohorts = self.model._meta.get_field("cohort").related_model.objects.visible_to(user)
        return self.filter(Q(cohort__in=cohorts.values("pk")) | Q(trainer=user))


class AttendanceQuerySet(models.QuerySet):
    def of_workshop(self, key):
        """Of its days that were not cancelled."""
        return self.filter(day__activity_key=key, day__cancelled_at=None)

    def there(self):
        """Present or late: what counts as attended."""
        return self.filter(presence__in=THERE)
