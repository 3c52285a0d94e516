"""Pictures, recordings and files in lessons and questions."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

AUDIO = ("mp3", "m4a", "ogg")
VIDEO = ("mp4", "webm")


def refuse_other_kinds(file, extensions):
    if file and file.file_extension.lower() not in extensions:
        sentence = _("Choose a file of one of these kinds: %(kinds)s.")
        raise ValidationError(sentence, params={"kinds": ", ".join(extensions)})


class ReadingBlock(DocumentChooserBlock):
    """A recording of somebody who reads what is written beside it."""

    def __init__(self, label=None, **options):
        options = {
            "label": label or _("Reading of this part"),
            "required": False,
            "help_text": _("A recording of these words, for those who listen: MP3, M4A or OGG."),
            **options,
        }
        super().__init__(**options)

    def clean(self, value):
        cleaned = super().clean(value)
        refuse_other_kinds(cleaned, AUDIO)
        return cleaned

    def deconstruct(self):
        # Migrations outlive this class; in the database it is a chooser like any other.
        _path, arguments, options = super().deconstruct()
        return "wagtail.documents.blocks.DocumentChooserBlock", arguments, options


class WithReadingBlock(blocks.StructBlock):
    """Something to read that may be read aloud: the recording is kept out of the way of who only writes."""

    reading = ReadingBlock()

    def get_form_layout(self):
        shown = [name for name in self.child_blocks if name != "reading"]
        return blocks.BlockGroup(shown, settings=["reading"])


class ImageBlock(WithReadingBlock):
    image = ImageChooserBlock(label=_("Image"))
    description = blocks.CharBlock(
        label=_("Description"),
        required=False,
        default="",
        max_length=250,
        help_text=_(
            "What the image shows, for those who cannot see it. A course without it is not released."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, default="", max_length=250)


class RecordingBlock(blocks.StructBlock):
    """A file that plays, of one of the kinds in ``extensions``."""

    extensions = ()

    def clean(self, value):
        cleaned = super().clean(value)
        try:
            refuse_other_kinds(cleaned["file"], self.extensions)
        except ValidationError as refusal:
            raise StructBlockValidationError(block_errors={"file": refusal}) from refusal
        return cleaned


class AudioBlock(RecordingBlock):
    extensions = AUDIO

    file = DocumentChooserBlock(label=_("Recording"), help_text=_("MP3, M4A or OGG."))
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        default="",
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
        default="",
        help_text=_("What is said and shown, for those who cannot hear or save their data."),
    )


class FileBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Name"),
        required=False,
        default="",
        max_length=150,
        help_text=_("What learners read on the link. Left empty, it is the name of the file."),
    )
