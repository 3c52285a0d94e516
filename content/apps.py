from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.core import navigation


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from . import policy, receivers  # noqa: F401, PLC0415 - app ready

        navigation.add(60, "wagtailadmin_home", _("Writing"), "writing", policy.can_write)
