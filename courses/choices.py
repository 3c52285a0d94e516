from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    LESSON = "lesson", _("lesson")
    QUIZ = "quiz", _("quiz")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one right answer")
    SEVERAL = "several", _("several right answers")
    TRUE_FALSE = "truefalse", _("true or false")
    NUMBER = "number", _("a number")


class Basis(models.TextChoices):
    SELF_STUDY = "self", _("self-study")
