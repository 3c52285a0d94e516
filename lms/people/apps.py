from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.core import navigation


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"
    verbose_name = _("People")

    def ready(self):
        navigation.add(90, "me", _("Me"), "me", lambda user: True)
