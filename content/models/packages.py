from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Programme
from lms.core.storage import private_storage


class CoursePackage(models.Model):
    """A course that somebody brought as a file: looked at when it came, brought in at most once.

    ``digest`` is that of all it holds, so the same package is the same row. ``refusal``: why it could not be brought in.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="packages", verbose_name=_("programme")
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="packages/")
    digest = models.CharField(max_length=64)
    course_key = models.UUIDField()
    title = models.CharField(_("title"), max_length=255)
    brought_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    brought_at = models.DateTimeField(_("brought on"), auto_now_add=True)
    brought_in_at = models.DateTimeField(_("brought in on"), null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("course package")
        ordering = ["-brought_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "digest"], name="package_once_in_a_programme"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def subject(self):
        """What its promised work is about."""
        return f"package:{self.pk}"
