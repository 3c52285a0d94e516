from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.core import navigation


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from wagtail_localize.locales.components import LOCALE_COMPONENTS  # noqa: PLC0415 - app ready

        from . import policy, receivers, tasks  # noqa: F401, PLC0415 - app ready

        # Nobody switches on copying of whole trees: lms/decisions/2026-11-translation-side-by-side.md.
        LOCALE_COMPONENTS.clear()
        navigation.add(60, "wagtailadmin_home", _("Writing"), "writing", policy.can_write)
