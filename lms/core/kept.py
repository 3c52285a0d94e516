from django.db import models


class Kept(models.Model):
    """A row that is written once: never changed, never deleted."""

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise TypeError(f"{self._meta.label} is written once.")
        super().save(**options)

    def delete(self, **options):
        raise TypeError(f"{self._meta.label} is never deleted.")
