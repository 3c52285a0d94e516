from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.choices import NameChannel
from certification.models.candidacies import Candidacy
from lms.core.kept import Kept


class NameCheck(Kept):
    """How a candidate said that her name is written, in each script, as typed: vowel signs stay here and go in print.

    Each check is a row of its own. ``confirmed_by`` is the candidate, or the certifier whom she told it by phone or on
    paper, or who corrected the certificate.
    """

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="name_checks")
    name_latin = models.CharField(_("name in Latin letters"), max_length=170, blank=True)
    name_arabic = models.CharField(_("name in Arabic letters"), max_length=170, blank=True)
    name_tifinagh = models.CharField(_("name in Tifinagh"), max_length=170, blank=True)
    name_devanagari = models.CharField(_("name in Devanagari"), max_length=170, blank=True)
    channel = models.CharField(
        _("how it was confirmed"), max_length=5, choices=NameChannel, default=NameChannel.SELF
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("check of a name")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="checked_name_is_not_empty",
                condition=~models.Q(
                    name_latin="", name_arabic="", name_tifinagh="", name_devanagari=""
                ),
            )
        ]

    def __str__(self):
        return f"{self.candidacy} · {self.get_channel_display()}"
