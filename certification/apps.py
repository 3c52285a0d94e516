from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from lms.core import agenda, navigation


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self):
        from . import checks, events, guards, notices, tasks  # noqa: F401, PLC0415 - app ready
        from .reports import credentials  # noqa: PLC0415 - app ready

        pre_migrate.connect(guards.before_migrating, sender=self)
        post_migrate.connect(guards.install, sender=self)

        agenda.add_kept(credentials.earned_by)
        navigation.add(
            40, "certification:home", _("Certificates"), "certificates", lambda user: True
        )
