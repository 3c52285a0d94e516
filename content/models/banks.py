from csp.constants import SELF
from django.conf import settings
from django.db import models
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail_localize.fields import SynchronizedField

from content import files, printing
from content.blocks.bodies import BANK_BLOCKS
from content.choices import Difficulty
from content.querysets import BankQuestionQuerySet, QuestionBankQuerySet
from courses.models import Programme


class QuestionBank(models.Model):
    """Questions of a programme on one subject, for quizzes to draw from. Only its trainers see them."""

    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="question_banks",
        verbose_name=_("programme"),
    )
    title = models.CharField(
        _("title"),
        max_length=150,
        help_text=_("What the questions are about, for example: Prices."),
    )

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title


class QuestionTag(TagBase):
    """A word that questions are found by."""

    free_tagging = True

    class Meta:
        verbose_name = _("tag of questions")
        verbose_name_plural = _("tags of questions")


class BankQuestionTag(ItemBase):
    tag = models.ForeignKey(QuestionTag, on_delete=models.CASCADE, related_name="questions")
    content_object = ParentalKey(
        "content.BankQuestion", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BankQuestion(
    PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, ClusterableModel
):
    """A question of a bank in one language. Bank, tags and difficulty hold in all languages: the source's count."""

    SAME_IN_ALL_LANGUAGES = ("bank", "tags", "difficulty")

    bank = models.ForeignKey(
        QuestionBank,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("question bank"),
    )
    question = StreamField(BANK_BLOCKS, min_num=1, max_num=1, verbose_name=_("question"))
    # Its first words, to list and search by.
    name = models.CharField(_("question"), max_length=150, editable=False)
    tags = ClusterTaggableManager(
        through=BankQuestionTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words that a quiz can draw by. Write a comma after each."),
    )
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty, default=Difficulty.MIDDLING
    )

    objects = BankQuestionQuerySet.as_manager()

    override_translatable_fields = [
        SynchronizedField("bank", overridable=False),
        SynchronizedField("difficulty", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question of a bank")
        verbose_name_plural = _("questions of banks")
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def full_clean(self, *args, **kwargs):
        self.name = self.first_words()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        self.name = self.first_words()
        super().save(*args, **kwargs)

    def first_words(self):
        words = self.block.value["text"] if self.block else ""
        return words if len(words) <= 150 else f"{words[:149]}…"

    @property
    def block(self):
        """The one block of the question."""
        return next(iter(self.question), None)

    @property
    def is_source(self):
        return not self.locale_id or self.locale.language_code == settings.LANGUAGE_CODE

    @property
    def preview_modes(self):
        return [("learner", _("As a learner")), ("rtl", _("Right to left"))]

    def serve_preview(self, request, mode_name):
        language = self.locale.language_code
        with translation.override("ar" if mode_name == "rtl" else language):
            question = printing.question_of(self.block, store=files.own_name)
            context = {"language": language, "question": question, "title": self.name}
            response = render(request, "content/preview_bank_question.html", context)
        response._csp_replace = {"frame-ancestors": [SELF]}
        return response
