from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from lms.core import agenda, navigation

SHOWN_TO = {"mentor", "expert", "manager", "administrator"}


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self):
        from . import events, guards, notices, tasks  # noqa: F401, PLC0415 - app ready
        from .reports.ahead import ahead_of  # noqa: PLC0415 - app ready

        pre_migrate.connect(guards.before_migrating, sender=self)
        post_migrate.connect(guards.install, sender=self)
        agenda.add(ahead_of)
        navigation.add(30, "mentoring:home", _("Mentoring"), "mentoring", _has_use_for_it)


def _has_use_for_it(user):
    """Members of cooperatives hold no role; who only trains or certifies has nothing to see here."""
    return user.is_administrator or not user.roles or bool(user.roles & SHOWN_TO)
