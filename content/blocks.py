"""What lessons and quizzes are made of. Shallow on purpose: two levels, three where a question has options.

The id of a question is the id of its block, the id of an option that of its list item; translations keep both.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

AUDIO = ("mp3", "m4a", "ogg")
VIDEO = ("mp4", "webm")

FEEDBACK = _("Shown after the answer: why it is so. It helps whoever was wrong.")
MARKS = _("Taken from the French page.")


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    description = blocks.CharBlock(
        label=_("Description"),
        required=False,
        max_length=250,
        help_text=_(
            "What the image shows, for those who cannot see it. A course without it is not released."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)


class RecordingBlock(blocks.StructBlock):
    """A file that plays, of one of the kinds in ``extensions``."""

    extensions = ()

    def clean(self, value):
        cleaned = super().clean(value)
        file = cleaned["file"]
        if file and file.file_extension.lower() not in self.extensions:
            sentence = _("Choose a file of one of these kinds: %(kinds)s.")
            kinds = ", ".join(self.extensions)
            raise StructBlockValidationError(
                block_errors={"file": ValidationError(sentence, params={"kinds": kinds})}
            )
        return cleaned


class AudioBlock(RecordingBlock):
    extensions = AUDIO

    file = DocumentChooserBlock(label=_("Recording"), help_text=_("MP3, M4A or OGG."))
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said, for those who cannot hear it or save their data."),
    )


class VideoBlock(RecordingBlock):
    extensions = VIDEO

    file = DocumentChooserBlock(label=_("Video"), help_text=_("MP4 or WebM, as short as you can."))
    poster = ImageChooserBlock(
        label=_("Picture shown before it plays"),
        required=False,
    )
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said and shown, for those who cannot hear or save their data."),
    )


class FileBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Name"),
        required=False,
        max_length=150,
        help_text=_("What learners read on the link. Left empty, it is the name of the file."),
    )


class GroupActivityBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=480, default=20)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("Step"), rows=2), label=_("Steps"))


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=250)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)

    class Meta:
        label = _("Answer")
        form_classname = "struct-block option"


class ChoiceBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Question"), rows=2)
    options = blocks.ListBlock(
        OptionBlock(),
        label=_("Answers"),
        min_num=2,
        max_num=8,
        help_text=_(
            "Learners see them in an order that changes. Which are right is taken from the French page."
        ),
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, rows=2, help_text=FEEDBACK)
    marks = blocks.IntegerBlock(
        label=_("Marks"), min_value=1, max_value=20, default=1, help_text=MARKS
    )


class TrueFalseBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Sentence"), rows=2)
    correct = blocks.BooleanBlock(label=_("The sentence is true"), required=False, help_text=MARKS)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, rows=2, help_text=FEEDBACK)
    marks = blocks.IntegerBlock(
        label=_("Marks"), min_value=1, max_value=20, default=1, help_text=MARKS
    )


class NumberBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Question"), rows=2)
    value = blocks.DecimalBlock(label=_("Right number"), help_text=MARKS)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=0,
        min_value=0,
        help_text=_("How far off still counts as right. 0 means exactly this number."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"), required=False, max_length=30, help_text=_("For example MAD or kg.")
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False, rows=2, help_text=FEEDBACK)
    marks = blocks.IntegerBlock(
        label=_("Marks"), min_value=1, max_value=20, default=1, help_text=MARKS
    )


def questions(group=""):
    """The kinds of questions, named as in ``courses.choices.QuestionKind``."""
    return [
        ("single", ChoiceBlock(label=_("One right answer"), icon="radio-full", group=group)),
        ("several", ChoiceBlock(label=_("Several right answers"), icon="tasks", group=group)),
        ("truefalse", TrueFalseBlock(label=_("True or false"), icon="check", group=group)),
        ("number", NumberBlock(label=_("A number"), icon="order", group=group)),
    ]


WORDS, MEDIA, TOGETHER, CHECK = _("Words"), _("Media"), _("To do"), _("Quick check")

LESSON_BLOCKS = [
    (
        "text",
        blocks.RichTextBlock(
            label=_("Text"),
            icon="pilcrow",
            group=WORDS,
            features=["h2", "h3", "bold", "italic", "ol", "ul", "link"],
        ),
    ),
    (
        "key_idea",
        blocks.TextBlock(
            label=_("Key idea"),
            icon="pick",
            group=WORDS,
            rows=2,
            help_text=_("The one sentence to remember."),
        ),
    ),
    ("image", ImageBlock(label=_("Image"), icon="image", group=MEDIA)),
    ("audio", AudioBlock(label=_("Audio"), icon="media", group=MEDIA)),
    ("video", VideoBlock(label=_("Video"), icon="desktop", group=MEDIA)),
    ("file", FileBlock(label=_("File"), icon="doc-full", group=MEDIA)),
    (
        "steps",
        blocks.ListBlock(
            blocks.TextBlock(label=_("Step"), rows=2),
            label=_("Steps"),
            icon="list-ol",
            group=TOGETHER,
        ),
    ),
    (
        "activity",
        GroupActivityBlock(label=_("Activity for a group"), icon="group", group=TOGETHER),
    ),
    *questions(CHECK),
]
QUIZ_BLOCKS = questions()
