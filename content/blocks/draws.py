"""Questions that a quiz takes from a bank, new ones for each try."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.choices import Difficulty


class DrawBlock(blocks.StructBlock):
    bank = SnippetChooserBlock("content.QuestionBank", label=_("Question bank"))
    number = blocks.IntegerBlock(label=_("How many questions"), min_value=1, default=5)
    tags = blocks.CharBlock(
        label=_("Tags"),
        required=False,
        default="",
        max_length=250,
        help_text=_(
            "Only questions with one of these words; a comma between them. Left empty, any question."
        ),
    )
    difficulty = blocks.ChoiceBlock(
        label=_("Difficulty"),
        required=False,
        choices=[(str(value), label) for value, label in Difficulty.choices],
        help_text=_("Left empty, any."),
    )


def draws():
    return [
        (
            "draw",
            DrawBlock(
                label=_("Draw from a bank"),
                icon="rotate",
                group=_("From a bank"),
            ),
        )
    ]
