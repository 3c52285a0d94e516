"""A page's blocks as clean HTML and plain questions, for an edition and for the preview alike."""

import mimetypes
import re
from functools import partial

import nh3
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from courses.outline import Text

from . import sources
from .questions import asking, keys

TAGS = {
    *(
        "a",
        "b",
        "br",
        "div",
        "em",
        "h2",
        "h3",
        "i",
        "li",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "ul",
    ),
    *("audio", "details", "figcaption", "figure", "img", "summary", "video"),
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "download"},
    "audio": {"controls", "preload", "src"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "width"},
    "video": {"controls", "height", "playsinline", "poster", "preload", "src", "width"},
}
clean = partial(
    nh3.clean, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}
)
# A link to another page or file of the editor has lost its address in cleaning: its words stay.
ADDRESSLESS = re.compile(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)
WIDTHS = (640, 1024)


def text_of(page, *, store, source=None, drawn=()):
    """The words of an activity page in its language.

    ``store(file)`` says under which storage name the reader will find a file. With the ``source`` text given,
    questions and options come in its order. ``drawn``: the questions of banks that it can draw, in its language or,
    where they are not translated, in the source's.
    """
    language = page.locale.language_code
    with translation.override(language):
        printer = Printer(store)
        parts = [printer.part(block) for block in page.body_blocks] + printer.lists_of(page)
        asked = [asking.asked(block, printer) for block in page.question_blocks]
        asked += [_from_bank(question, language, printer) for question in drawn]
    blocks = [*page.question_blocks, *(question.block for question in drawn)]
    raw = [page.raw_blocks, *(list(question.question.raw_data) for question in drawn)]
    return Text(
        language=language,
        title=page.title,
        parts=parts,
        questions=asking.in_order_of(asked, source.questions) if source else asked,
        feedback={str(block.id): asking.feedback(block) for block in blocks},
        files=printer.files,
        guide=guide_of(page, store=store),
        rubric=[_criterion(block) for block in page.criterion_blocks],
        sources=sources.items_in(raw),
    )


def guide_of(page, *, store):
    """What the trainer reads. Its files are not among those of the text, which learners' phones keep."""
    with translation.override(page.locale.language_code):
        printer = Printer(store)
        return [printer.part(block) for block in page.guide]


def _criterion(block):
    return {
        "id": str(block.id),
        "title": block.value["title"],
        "levels": [
            {"id": str(level.id), "title": level.value["title"], "text": level.value["text"]}
            for level in block.value["levels"].bound_blocks
        ],
    }


def _from_bank(question, language, printer):
    """Its words, and their language where it is not that of the page."""
    written = question.locale.language_code
    asked = asking.asked(question.block, printer)
    return asked if written == language else {**asked, "language": written}


def question_of(block, *, store):
    """One question alone, as it will be asked."""
    return asking.asked(block, Printer(store))


def answer_key_of(source, translations=(), drawn=()):
    """The key of an activity page: what is right by its source, what is accepted by all its languages.

    ``drawn``: ``{language: question}`` of each question that it can draw from a bank, the source's first.
    """
    versions = {str(block.id): {} for block in source.question_blocks}
    for page in [source, *translations]:
        for block in page.question_blocks:
            versions.get(str(block.id), {})[page.locale.language_code] = block
    for questions in drawn:
        blocks = {language: question.block for language, question in questions.items()}
        versions[str(next(iter(blocks.values())).id)] = blocks
    return {identifier: keys.key(blocks) for identifier, blocks in versions.items()}


class Printer:
    """Prints the blocks of one page and remembers the files they show."""

    def __init__(self, store):
        self.store = store
        self.files = []

    def part(self, block):
        if block.block_type in asking.KINDS:
            return {"check": str(block.id)}
        reading = block.value.get("reading")
        return {"html": self.html(block.block_type, block.value)} | self.spoken(reading)

    def spoken(self, reading):
        """The address of somebody's reading, beside the words that are read. Nothing where nobody recorded it."""
        return {"audio": self.address(reading.file)} if reading else {}

    def lists_of(self, page):
        """What to bring to a workshop, after its programme."""
        things = asking.lines(getattr(page, "bring", ""))
        return [{"html": self.html("bring", {"things": things})}] if things else []

    def html(self, kind, value):
        context = getattr(self, kind, lambda value: {"value": value})(value)
        printed = clean(render_to_string(f"content/blocks/{kind}.html", context))
        return ADDRESSLESS.sub(r"\1", printed).strip()

    def image(self, value):
        return {"value": value, **self.picture(value["image"])}

    def audio(self, value):
        return {"value": value, "recording": self.recording(value["file"])}

    def video(self, value):
        poster = self.picture(value["poster"])["sources"]
        return {
            "value": value,
            "recording": self.recording(value["file"]),
            "poster": poster[-1] if poster else None,
        }

    def file(self, value):
        return {"value": value, "recording": self.recording(value["file"])}

    def address(self, file):
        name = self.store(file)
        if name not in self.files:
            self.files.append(name)
        return default_storage.url(name)

    def picture(self, image):
        """An image in the widths of a phone and of a screen, the smallest first. Nothing when it is gone."""
        if image is None:
            return {"sources": []}
        specs = [f"width-{width}|format-webp" for width in WIDTHS]
        renditions = image.get_renditions(*specs).values()
        by_width = {rendition.width: rendition for rendition in renditions}
        return {
            "sources": [
                {"url": self.address(rendition.file), "width": width, "height": rendition.height}
                for width, rendition in sorted(by_width.items())
            ]
        }

    def image_of_option(self, value):
        """A picture to choose, small: it stands beside others."""
        sources = self.picture(value["image"])["sources"]
        if not sources:
            return None
        return {
            "src": sources[0]["url"],
            "srcset": ", ".join(f"{one['url']} {one['width']}w" for one in sources),
            "width": sources[0]["width"],
            "height": sources[0]["height"],
            "alt": value["description"],
        }

    def recording(self, document):
        """The address, kind and size of a document. Nothing when it is gone."""
        if document is None:
            return None
        return {
            "url": self.address(document.file),
            "title": document.title,
            "extension": document.file_extension.upper(),
            "type": mimetypes.guess_type(document.filename)[0],
            "size": document.get_file_size(),
        }
