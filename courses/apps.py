from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.core import agenda, navigation


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self):
        from . import events, notices, policy, tasks  # noqa: F401, PLC0415 - app ready
        from .reports import ahead  # noqa: PLC0415 - app ready

        agenda.add(ahead.of)
        navigation.add(10, "learn:home", _("Learning"), "learning", lambda user: True)
        navigation.add(20, "teach:home", _("Teaching"), "teaching", policy.can_teach)
