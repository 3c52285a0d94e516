"""Formatted text of other systems as the plain text with line breaks that a question here holds."""

import re
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

from .values import NotTaken

LINES = {
    "address",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
LINES |= {
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "br",
}
EMPHASIS = {"b", "big", "em", "font", "i", "mark", "s", "small", "strong", "u"}
PICTURES = {"img", "svg", "canvas"}
PLAYERS = {"audio", "video", "iframe", "object", "embed", "source"}
KNOWN = (
    LINES | EMPHASIS | PICTURES | PLAYERS | {"a", "center", "code", "input", "span", "sub", "sup"}
)
MARKUP = re.compile(
    rf"</?(?:{'|'.join(sorted(KNOWN))})(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{{2,8}}|#\d{{1,6}});",
    re.IGNORECASE,
)
FORMULAS = (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"))
MARKDOWN = re.compile(r"(\*\*|__|`|^#+ |^[-*] )", re.MULTILINE)
OPENING = re.compile(r"<[a-zA-Z]")
MOST_ELEMENTS, MOST_LETTERS = 500, 30_000
# A whole picture in the address of a picture.
EMBEDDED = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=\s]*")
MAX_TAG = 60
# A single blank stays what it is: French has some before its signs at which no line may break.
BLANKS = re.compile(r"[^\S\n]{2,}|[\t\f\v]")
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SMALL = {"sup": RAISED, "sub": LOWERED}


def plain(text, form, losses):
    """The text in one of the forms ``html``, ``moodle`` (either), ``markdown`` or ``plain``; ``losses`` hears the rest."""
    text = EMBEDDED.sub("", text)
    if len(text) > MOST_LETTERS:
        raise NotTaken(_("One of its texts is too long."))
    if form == "html" or (form == "moodle" and MARKUP.search(text)):
        text = _unmarked(text, losses)
    if form == "markdown" and MARKDOWN.search(text):
        losses.add(_("The signs of Markdown are shown as they were typed."))
    if any(end in text.partition(start)[2] for start, end in FORMULAS):
        losses.add(_("A formula is shown as it was typed."), doubtful=True)
    return tidy(text)


def tidy(text):
    """Without blanks at the ends of lines or several in a row, and at most one empty line."""
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text):
    return BLANKS.sub(" ", text.replace("\n", " ")).strip()


def tag_of_category(path):
    """The last part of where a category stands in the other system, or nothing where it says nothing."""
    parts = [part.replace("\x00", "/") for part in path.replace("//", "\x00").split("/")]
    name = one_line(parts[-1])[:MAX_TAG].strip()
    nameless = name.startswith(("$", "Default for ", "Défaut pour ")) or name == "top"
    return "" if nameless else name


def _unmarked(text, losses):
    # Cleaning takes longer than the text grows, so a hostile file could keep a server busy.
    if len(OPENING.findall(text)) > MOST_ELEMENTS:
        raise NotTaken(_("Its formatting is too much to read."))
    # Scripts and styles go with what is in them; the words of all other unknown elements stay.
    cleaned = nh3.clean(
        text, tags=KNOWN | {"details", "summary"}, attributes={"a": {"href"}, "img": {"alt"}}
    )
    words = Words(losses)
    words.feed(cleaned)
    words.close()
    return "".join(words.parts)


class Words(HTMLParser):
    """Gathers the words of clean HTML."""

    def __init__(self, losses):
        super().__init__(convert_charrefs=True)
        self.losses = losses
        self.parts = []
        self.small = []
        self.typed = 0

    def handle_starttag(self, tag, attrs):
        self._mention(tag)
        self.typed += tag == "pre"
        if tag in SMALL:
            self.small.append(tag)
        if tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in LINES:
            self._break(always=tag == "br")
        if tag == "li":
            self.parts.append("- ")
        if tag in PICTURES:
            self.parts.append(f" {dict(attrs).get('alt') or ''} ")

    def handle_endtag(self, tag):
        self.typed -= tag == "pre"
        if tag in SMALL and self.small:
            self.small.pop()
        elif tag in LINES - {"td", "th"}:
            self._break()

    def handle_data(self, data):
        words = data if self.typed > 0 else re.sub(r"[ \t\n\f]+", " ", data)
        self.parts.append(self._made_small(words) if self.small else words)

    def _made_small(self, words):
        made = words.translate(SMALL[self.small[-1]])
        if any(a == b for a, b in zip(words, made, strict=True)):
            self.losses.add(_("Raised or lowered letters stand on the line."))
            return words
        return made

    def _break(self, *, always=False):
        if always or (self.parts and self.parts[-1] != "\n"):
            self.parts.append("\n")

    def _mention(self, tag):
        if tag in PICTURES:
            self.losses.add(_("A picture in it is not kept."), doubtful=True)
        elif tag in PLAYERS:
            self.losses.add(
                _("A recording or something embedded in it is not kept."), doubtful=True
            )
        elif tag == "table":
            self.losses.add(_("Its table is now lines of text."))
        elif tag == "a":
            self.losses.add(_("A link in it is now plain words."))
        elif tag in EMPHASIS:
            self.losses.add(_("Bold, italics and the like are not kept."))
