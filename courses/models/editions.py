from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses import scoring
from courses.choices import ActivityKind, Grading, Reveal
from courses.querysets.editions import (
    ActivityTextQuerySet,
    EditionActivityQuerySet,
    EditionQuerySet,
    ProgrammeQuerySet,
)


class Words(str):
    """A text that knows in which language it is; ``in_its_language`` says so where it is shown."""

    language = None


def in_reader_language(texts, fallback="fr"):
    """The text of ``{language: text}`` in the reader's language, else in the fallback, else in any."""
    there = (code for code in (get_language(), fallback, *texts) if texts.get(code))
    language = next(there, None)
    words = Words(texts.get(language, ""))
    words.language = language
    return words


class Programme(models.Model):
    """What a curriculum is for everybody who does not write it: a key, a name, and who teaches it."""

    key = models.UUIDField(primary_key=True)
    code = models.CharField(_("code"), max_length=30, unique=True)
    titles = models.JSONField(_("titles"))
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="taught_programmes", blank=True
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        ordering = ["code"]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_reader_language(self.titles)


class Edition(models.Model):
    """A course as it was released: an immutable print of its outline, texts, rules and answer keys."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    course_key = models.UUIDField(db_index=True)
    course_code = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    source_language = models.CharField(max_length=5)
    languages = models.JSONField(default=list)
    titles = models.JSONField()
    stage_titles = models.JSONField(default=dict)
    # Keys of the courses that must be completed before this one opens.
    requires = models.JSONField(default=list)
    note = models.TextField(_("note"), blank=True)
    digest = models.CharField(max_length=64)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="releases"
    )
    released_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        ordering = ["course_code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course_key", "number"], name="edition_number_once")
        ]

    def __str__(self):
        return _("%(title)s, edition %(number)s") % {"title": self.title, "number": self.number}

    @property
    def title(self):
        return in_reader_language(self.titles, self.source_language)

    @property
    def stage_title(self):
        return in_reader_language(self.stage_titles, self.source_language)


class EditionModule(models.Model):
    """A module of an edition, in its place."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="modules")
    key = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    titles = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="module_once_in_an_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="one_module_in_each_place"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_reader_language(self.titles)


class EditionActivity(models.Model):
    """An activity of an edition: its place and rules in all languages, and the answers, which stay here.

    ``rules`` of any activity, each left out where it does not hold:

    - ``opens_after``: ``{"key": activity key, "percent": 0}``, what must be done (with at least so much) before;
    - ``weight``: how much it counts in the gradebook (1; 0 = not at all).

    Of a quiz: ``pass_mark`` (percent), ``tries`` (0 = as often as wanted), ``grading`` (``Grading``), ``reveal``
    (``Reveal``), ``minutes`` (time limit, 0 = none), ``one_by_one`` (a question a page), ``draws``: list of
    ``{"pool": [question ids], "number": n}`` (of these questions n are drawn for each try; all others are always
    asked), ``pre_test``: key of the quiz that this one is compared with for learning gain.

    Of an assignment: ``accepts`` (``text`` and ``UploadKind``), ``rubric``: criterion id → level id → points,
    ``pass_mark`` (percent, without which work cannot be accepted), ``second_marker`` (two people mark it). Of a workshop: ``half_days``, ``min_attendance`` (percent of half-days).
    Of a survey: ``daily`` (asked at the end of each training day), ``waves`` (months after the cohort closed).

    ``answer_key``: question id → ``{"kind", "marks", ...}`` with

    - single, truefalse, picture: ``"correct": [option ids]``, any one of them is right;
    - several: ``"correct": [option ids]`` and ``"options"``: all its option ids, so that wrong ticks can be weighed;
    - number: ``"value": "12.5", "tolerance": "0"``;
    - short: ``"accepted": [texts]``, those of all languages;
    - matching: ``"pairs": {option id: target id}``, one for each option;
    - ordering: ``"order": [option ids]``;
    - gaps: ``"gaps": {gap id: {"correct": option id} or {"accepted": [texts]}}``;
    - open: ``"model": {language: text}``, what a good answer holds, for whoever marks it, where it was written;
    - upload: nothing more; a person marks both.

    Quick checks of lessons have theirs here too. A wrong key is mended by a ``KeyCorrection``.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="activities")
    module = models.ForeignKey(EditionModule, on_delete=models.CASCADE, related_name="activities")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ActivityKind)
    position = models.PositiveSmallIntegerField(help_text=_("Counted through the whole course."))
    minutes = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    titles = models.JSONField()
    rules = models.JSONField(default=dict)
    answer_key = models.JSONField(default=dict)

    objects = EditionActivityQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="activity_once_in_an_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="one_activity_in_each_place"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_reader_language(self.titles)

    @property
    def tries(self):
        """How often a quiz may be handed in; 0 = as often as wanted."""
        return self.rules.get("tries", 0)

    @property
    def pass_mark(self):
        return self.rules.get("pass_mark", 0)

    @property
    def done(self):
        """Whether a learner has done it; known of activities ``in_outline`` only."""
        return bool(self.basis)

    @property
    def opens_after(self):
        """Key of the activity that must be done before this one, and with how much percent."""
        rule = self.rules.get("opens_after") or {}
        return UUID(rule["key"]) if rule else None, rule.get("percent", 0)

    @property
    def accepts(self):
        """What may be handed in for an assignment: ``text`` and kinds of uploads."""
        return self.rules.get("accepts", ["text"])

    @property
    def rubric(self):
        """Criterion id → level id → points."""
        return self.rules.get("rubric", {})

    @property
    def markers_needed(self):
        return 2 if self.rules.get("second_marker") else 1

    @property
    def time_limit(self):
        """How long a try at a quiz may take; nothing = as long as one wants."""
        return timedelta(minutes=self.rules.get("minutes", 0))

    @property
    def is_started(self):
        """Whether a try begins with a start: its questions are drawn, its time is limited, or they come one by one."""
        return any(self.rules.get(rule) for rule in ("draws", "minutes", "one_by_one"))

    @property
    def is_averaged(self):
        """Whether the average of all tries at a quiz counts, and not one of them."""
        return self.rules.get("grading") == Grading.AVERAGE

    @property
    def reveal(self):
        return self.rules.get("reveal", Reveal.LAST_TRY)

    def questions(self):
        """Its questions in one of the languages: ids, kinds and options are the same in all of them."""
        return self.texts.order_by("pk").values_list("questions", flat=True).first() or []

    def can_be_answered_with(self, answers):
        """Whether all answers are to its own questions, and of options that these have."""
        asked = {q["id"]: q for q in self.questions() if q["id"] in self.answer_key}
        return all(
            question in asked and scoring.fits(asked[question], answer)
            for question, answer in answers.items()
        )


class ActivityText(models.Model):
    """The words of an activity in one language, ready to show.

    ``parts`` is the body in order: ``{"html": clean HTML}`` or ``{"check": question id}`` where a quick check stands;
    ``"audio"`` beside them is the address of the reading of that part.
    ``questions``: list of ``{"id", "kind", "text", "options": [{"id", "text"}], "unit"}``, without any answer (all ids
    are UUIDs), with these where they are there: ``"hint"``; ``"audio"`` (of an option likewise); ``"image"`` of an
    option (``{"src", "srcset", "width", "height", "alt"}``, its text being the description too); ``"targets"`` of
    matching, shaped like options;
    ``"pieces"`` of gaps: list of ``{"text"}`` and ``{"gap": id, "options": [option ids]}`` (no options = typed);
    ``"accepts"`` of upload: list of ``UploadKind``;
    ``"language"`` of a question that is not translated: the one it is written in, instead of that of the text.
    ``feedback``: question id → what is said after the answer. ``files``: storage names of what the body shows.
    ``guide``: parts for the trainer who leads the lesson, never shown to learners.
    ``rubric`` of an assignment: list of ``{"id", "title", "levels": [{"id", "title", "text"}]}``.
    ``sources``: ``["image" or "document", id]`` of the library items it was printed from.
    ``search_text``: title and body, folded, for searching.
    """

    activity = models.ForeignKey(EditionActivity, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=255)
    parts = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    feedback = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    guide = models.JSONField(default=list)
    rubric = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    search_text = models.TextField(default="", blank=True)
    digest = models.CharField(max_length=64)

    objects = ActivityTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "language"], name="one_text_in_each_language"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def body(self):
        """The parts in order, each quick check with its question: ``{"html"}`` or ``{"question"}``."""
        questions = {question["id"]: question for question in self.questions}
        return [
            {"question": questions[part["check"]]} if "check" in part else part
            for part in self.parts
            if "check" not in part or part["check"] in questions
        ]


class TextSource(models.Model):
    """A picture or file of the library that a text was printed from: it stays there as long as the edition does."""

    text = models.ForeignKey(ActivityText, on_delete=models.CASCADE, related_name="printed_from")
    kind = models.CharField(max_length=10)
    item_id = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "item_id"], name="texts_of_a_library_item")]

    def __str__(self):
        return f"{self.kind} {self.item_id}"


class KeyCorrection(models.Model):
    """A wrong answer key of a printed question was mended, and every attempt at it marked again."""

    activity = models.ForeignKey(
        EditionActivity, on_delete=models.PROTECT, related_name="key_corrections"
    )
    question_id = models.UUIDField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(_("reason"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("correction of an answer key")
        ordering = ["corrected_at"]

    def __str__(self):
        return f"{self.activity} · {self.corrected_at:%Y-%m-%d}"

    @property
    def subject(self):
        """Under which its work is promised, and its notices are told once."""
        return f"correction:{self.pk}"
