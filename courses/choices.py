from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    LESSON = "lesson", _("lesson")
    QUIZ = "quiz", _("quiz")
    ASSIGNMENT = "assignment", _("assignment")
    WORKSHOP = "workshop", _("workshop")
    SURVEY = "survey", _("survey")


class QuestionKind(models.TextChoices):
    """Kinds of questions. Those of ``MARKED_BY_A_PERSON`` have no key; faces are asked in surveys only."""

    SINGLE = "single", _("one right answer")
    SEVERAL = "several", _("several right answers")
    TRUE_FALSE = "truefalse", _("true or false")
    PICTURE = "picture", _("choice of pictures")
    NUMBER = "number", _("a number")
    SHORT = "short", _("a short text")
    MATCHING = "matching", _("pairs")
    ORDERING = "ordering", _("an order")
    GAPS = "gaps", _("gaps in a text")
    OPEN = "open", _("an open answer")
    UPLOAD = "upload", _("a photo or a recording")
    FACES = "faces", _("faces")


MARKED_BY_A_PERSON = frozenset({QuestionKind.OPEN, QuestionKind.UPLOAD})


class Basis(models.TextChoices):
    """On what ground an activity counts as done."""

    SELF_STUDY = "self", _("self-study")
    GROUP = "group", _("group")
    TRAINING_DAY = "day", _("training day")
    PRIOR = "prior", _("prior learning")
    OVERRIDE = "override", _("decided by a trainer")


class Grading(models.TextChoices):
    """Which of several tries counts."""

    BEST = "best", _("the best try")
    LAST = "last", _("the last try")
    AVERAGE = "average", _("the average of all tries")


class Reveal(models.TextChoices):
    """When the right answers of a quiz are shown."""

    EACH_TRY = "each_try", _("after each try")
    LAST_TRY = "last_try", _("when it is passed or no tries are left")
    DUE = "due", _("after the due date")
    NEVER = "never", _("never")


class Half(models.TextChoices):
    """A training day is counted in half-days."""

    MORNING = "am", _("morning")
    AFTERNOON = "pm", _("afternoon")


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    LATE = "late", _("late")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


THERE = frozenset({Presence.PRESENT, Presence.LATE})
"""What counts as attended."""


class UploadKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    DOCUMENT = "document", _("document")
    VOICE = "voice", _("voice recording")


class TextSize(models.TextChoices):
    """How large a learner wants to read."""

    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")
    LARGEST = "largest", _("Very large")
