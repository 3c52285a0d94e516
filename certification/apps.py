from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.core import navigation


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self):
        from . import tasks  # noqa: F401, PLC0415 - app ready

        navigation.add(
            40, "certification:home", _("Certificates"), "certificates", lambda user: True
        )
