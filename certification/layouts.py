"""Where each part of a certificate stands and how it is set: plain data, checked and read.

Places are in millimetres from the top and from the starting edge of a landscape A4 page: the left one, in Arabic the
right one, so that one layout serves every language. Sizes are in points.
"""

from dataclasses import dataclass, field, fields

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .faces import SCRIPT_OF, SCRIPTS

PAGE_WIDTH, PAGE_HEIGHT = 297, 210

NAMES = ("name_latin", "name_arabic", "name_tifinagh", "name_devanagari")
FIELDS = {
    "emblem": gettext_lazy("emblem"),
    "mark": gettext_lazy("mark of a partner"),
    "issuer": gettext_lazy("issuer"),
    "kind_title": gettext_lazy("kind of certificate"),
    "certifies": gettext_lazy("“We certify that”"),
    "name_latin": gettext_lazy("name in Latin letters"),
    "name_arabic": gettext_lazy("name in Arabic letters"),
    "name_tifinagh": gettext_lazy("name in Tifinagh"),
    "name_devanagari": gettext_lazy("name in Devanagari"),
    "rule": gettext_lazy("dividing line"),
    "achieved": gettext_lazy("what was done"),
    "title": gettext_lazy("title"),
    "programme": gettext_lazy("programme"),
    "requirements": gettext_lazy("what was required"),
    "signatories": gettext_lazy("signatories"),
    "number_label": gettext_lazy("“Number”"),
    "number": gettext_lazy("number"),
    "issued_on_label": gettext_lazy("“Issued on”"),
    "issued_on_text": gettext_lazy("date in words"),
    "issued_on": gettext_lazy("date in digits"),
    "valid_until_text": gettext_lazy("validity"),
    "code": gettext_lazy("QR code"),
    "check_at": gettext_lazy("“Check at”"),
    "verify_text": gettext_lazy("address to check at"),
    "notice": gettext_lazy("who it is not issued by"),
}
# What makes a paper a certificate that can be checked: no layout goes without.
NEEDED = {
    *("issuer", "kind_title", "title", "number", "issued_on_text", "valid_until_text"),
    *("code", "verify_text", "notice"),
}
# A code of less is not read by old phones.
SMALLEST_CODE = 20
AREAS = {
    "statement": gettext_lazy("statement"),
    "particulars": gettext_lazy("number and dates"),
    "check": gettext_lazy("where to check"),
}
ON_PAGE = "page"
WEIGHTS = {"regular": gettext_lazy("regular"), "bold": gettext_lazy("bold")}
ALIGNMENTS = {
    "start": gettext_lazy("at the start"),
    "centre": gettext_lazy("centred"),
    "end": gettext_lazy("at the end"),
}
DIRECTIONS = {
    "": gettext_lazy("as the page"),
    "ltr": gettext_lazy("left to right"),
    "rtl": gettext_lazy("right to left"),
}
ROLES = {"H1": gettext_lazy("heading"), "P": gettext_lazy("text")}
COLOURS = {
    "ink": gettext_lazy("ink"),
    "soft": gettext_lazy("grey"),
    "green": gettext_lazy("green"),
    "saffron": gettext_lazy("saffron"),
    "clay": gettext_lazy("clay"),
}
ARTWORKS = {
    "lattice": gettext_lazy("lattice of stars"),
    "lines": gettext_lazy("fine lines"),
    "none": gettext_lazy("white paper"),
    "file": gettext_lazy("the uploaded picture"),
}
SMALLEST_TEXT, LARGEST_TEXT = 6, 72


@dataclass(frozen=True)
class Area:
    """A column whose items follow one another; the spaces between them stretch until it is full.

    ``loosest`` says how far they stretch, ``smallest`` how small the whole column may become when it is overfull.
    """

    x: float
    y: float
    width: float
    height: float
    loosest: float = 1
    smallest: float = 1


@dataclass(frozen=True)
class Item:
    """One part of a certificate: in an area, ``space`` below what precedes it, or else at its own place on the page.

    A text is set on one line of ``size``, which may shrink to ``smallest`` and then take two lines. ``language`` is
    that of the certificate when it is empty.
    """

    field: str
    area: str = ON_PAGE
    space: float = 0
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    role: str = "P"
    weight: str = "regular"
    size: float = 10
    smallest: float = 7
    align: str = "centre"
    colour: str = "ink"
    language: str = ""
    direction: str = ""
    mark: str = ""


@dataclass(frozen=True, eq=False)
class Layout:
    """A layout as it is drawn. ``file`` are the bytes of the uploaded artwork, ``marks`` pictures by their code."""

    areas: dict
    items: tuple
    artwork: str
    languages: tuple
    scripts: tuple
    file: bytes = field(default=b"", repr=False)
    marks: dict = field(default_factory=dict, repr=False)

    def of(self, area):
        return [item for item in self.items if item.area == area]


def read(data, *, file=b"", marks=None):
    """The layout that ``data`` says. ``faults(data)`` is empty."""
    return Layout(
        # In the order in which they are read aloud, whatever order the database gives them back in.
        areas={name: Area(**data["areas"][name]) for name in AREAS},
        items=tuple(Item(**item) for item in data["items"]),
        artwork=data["artwork"],
        languages=tuple(data["languages"]),
        scripts=tuple(data["scripts"]),
        file=file,
        marks=marks or {},
    )


def marks_of(data):
    """The codes of the marks that a layout shows."""
    return sorted({item["mark"] for item in data["items"] if item.get("mark")})


def faults(data):
    """Why ``data`` is no layout, in sentences; nothing when it is one."""
    try:
        return [*_faults_of_frame(data), *_faults_of_items(data["items"], data["scripts"])]
    except (KeyError, TypeError, AttributeError):
        return [_("This is not a layout.")]


def _faults_of_frame(data):
    if set(data) != {"areas", "items", "artwork", "languages", "scripts"}:
        raise KeyError
    if data["artwork"] not in ARTWORKS or set(data["areas"]) != set(AREAS):
        yield _("This is not a layout.")
    for name, box in data["areas"].items():
        if not _is_on_paper(Area(**box)):
            yield _("The area “%(area)s” is not on the paper.") % {"area": AREAS.get(name, name)}
    if not data["languages"] or not set(data["languages"]) <= set(SCRIPT_OF):
        yield _("Choose the languages.")
    needed = {"latin", *(SCRIPT_OF.get(language) for language in data["languages"])}
    if not needed <= set(data["scripts"]) <= set(SCRIPTS):
        yield _("Choose the scripts of all languages, and Latin.")


def _faults_of_items(rows, scripts):
    items = [Item(**row) for row in rows]
    used = [item.field for item in items]
    for name in sorted(NEEDED.difference(used)):
        yield _("“%(field)s” is missing.") % {"field": FIELDS[name]}
    # Every holder has a name in one of these; further scripts are for whoever wants them.
    if not {"name_latin", "name_arabic"}.intersection(used):
        yield _("No name in Latin or Arabic letters is printed.")
    for name in sorted(
        {name for name in used if used.count(name) > 1} - {"mark", "rule", "emblem"}
    ):
        yield _("“%(field)s” is there twice.") % {"field": FIELDS.get(name, name)}
    for item in items:
        if not _is_sound(item, scripts):
            yield _("“%(field)s” is not set rightly.") % {
                "field": FIELDS.get(item.field, item.field)
            }


def _is_on_paper(box):
    sides = (box.x, box.y, box.width, box.height)
    if not all(isinstance(side, int | float) and side >= 0 for side in sides):
        return False
    return box.x + box.width <= PAGE_WIDTH and box.y + box.height <= PAGE_HEIGHT


def _is_sound(item, scripts):
    closed = [
        (item.field, FIELDS),
        (item.area, {*AREAS, ON_PAGE}),
        (item.role, ROLES),
        (item.weight, WEIGHTS),
        (item.align, ALIGNMENTS),
        (item.colour, COLOURS),
        (item.language, {"", *SCRIPT_OF}),
        (item.direction, DIRECTIONS),
    ]
    return (
        all(value in allowed for value, allowed in closed)
        and _is_on_paper(item)
        and SMALLEST_TEXT <= item.smallest <= item.size <= LARGEST_TEXT
        and 0 <= item.space <= PAGE_HEIGHT
        and (item.field != "mark" or bool(item.mark and item.width and item.height))
        and (item.field != "code" or _is_placed_code(item))
        and (item.field not in NAMES or item.field.removeprefix("name_") in scripts)
        and (item.area != ON_PAGE or item.width > 0)
    )


def _is_placed_code(item):
    return item.area == ON_PAGE and item.width >= SMALLEST_CODE


def named(place):
    """A field or an area in words."""
    return FIELDS.get(place) or AREAS.get(place, place)


def columns():
    """The names of what an item says, in their order."""
    return [column.name for column in fields(Item)]
