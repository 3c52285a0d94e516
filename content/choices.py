from django.db import models
from django.utils.translation import gettext_lazy as _


class Difficulty(models.IntegerChoices):
    EASY = 1, _("easy")
    MIDDLING = 2, _("middling")
    HARD = 3, _("hard")
