"""What the pages of a curriculum are made of. Shallow on purpose: two levels, three where a question has options.

The id of a question is the id of its block, those of options are made from or are the ids of list items; translations
keep them all.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .draws import draws
from .media import AudioBlock, FileBlock, ImageBlock, VideoBlock, WithReadingBlock
from .questions import questions, questions_for_a_person
from .surveys import survey_questions
from .work import criteria

WORDS, MEDIA, TOGETHER, CHECK = _("Words"), _("Media"), _("To do"), _("Quick check")


class ParagraphsBlock(WithReadingBlock):
    text = blocks.RichTextBlock(
        label=_("Text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"]
    )


class KeyIdeaBlock(WithReadingBlock):
    text = blocks.TextBlock(
        label=_("Key idea"), rows=2, help_text=_("The one sentence to remember.")
    )


class StepsBlock(WithReadingBlock):
    steps = blocks.ListBlock(blocks.TextBlock(label=_("Step"), rows=2), label=_("Steps"))


class GroupActivityBlock(WithReadingBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=480, default=20)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("Step"), rows=2), label=_("Steps"))


BODY_BLOCKS = [
    ("text", ParagraphsBlock(label=_("Text"), icon="pilcrow", group=WORDS)),
    ("key_idea", KeyIdeaBlock(label=_("Key idea"), icon="pick", group=WORDS)),
    ("image", ImageBlock(label=_("Image"), icon="image", group=MEDIA)),
    ("audio", AudioBlock(label=_("Audio"), icon="media", group=MEDIA)),
    ("video", VideoBlock(label=_("Video"), icon="desktop", group=MEDIA)),
    ("file", FileBlock(label=_("File"), icon="doc-full", group=MEDIA)),
    ("steps", StepsBlock(label=_("Steps"), icon="list-ol", group=TOGETHER)),
    (
        "activity",
        GroupActivityBlock(label=_("Activity for a group"), icon="group", group=TOGETHER),
    ),
]
LESSON_BLOCKS = [*BODY_BLOCKS, *questions(CHECK)]
BANK_BLOCKS = [*questions(), *questions_for_a_person()]
QUIZ_BLOCKS = [*BANK_BLOCKS, *draws()]
SURVEY_BLOCKS = survey_questions()
RUBRIC_BLOCKS = criteria()
