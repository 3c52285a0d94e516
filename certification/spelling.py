"""Whether the names of a holder can be printed on the paper that was chosen for her, judged by drawing them on it."""

import unicodedata

from django.utils.translation import gettext as _

from lms.core.errors import RuleError

from . import pdf, specimens
from .layouts import NAMES
from .shaping import GlyphMissing, TextDoesNotFit, printed_name


class NameNotPrintable(RuleError):
    code = "name_not_printable"


def places(layout):
    """The names, as fields, for which ``layout`` has a place, in their usual order."""
    printed = {item.field for item in layout.items}
    return [field for field in NAMES if field in printed]


def faults(names, layout, language):
    """Why ``names``, ``{field: name as typed}``, cannot be printed: ``{field: sentence}``, None as field for all of them.

    Nothing when they can. ``language`` is one of ``layout``.
    """
    names = {field: printed_name(name) for field, name in names.items() if printed_name(name)}
    homeless = names.keys() - set(places(layout))
    found = {
        field: _("This certificate has no place for a name in these letters.") for field in homeless
    }
    for field in sorted(names.keys() - homeless):
        if fault := _fault({field: names[field]}, layout, language):
            found[field] = fault
    if not found and _fault(names, layout, language):
        found[None] = _(
            "Together the names need more room than the certificate has. Leave one out."
        )
    return found


def refuse(names, layout, language):
    """Raise NameNotPrintable, with the reasons, unless ``names`` can be printed in ``language``."""
    if found := faults(names, layout, language):
        raise NameNotPrintable(" ".join(found.values()))


def _fault(names, layout, language):
    try:
        pdf.render(specimens.facts(language, (), **names), layout)
    except GlyphMissing as refusal:
        letters = " ".join(map(_seen, sorted(refusal.characters)))
        return _("The certificate cannot print: %(letters)s") % {"letters": letters}
    except TextDoesNotFit:
        return _(
            "This name is too long for the certificate, even in its smallest letters on two lines. Shorten it."
        )
    return ""


def _seen(letter):
    """A sign that stands on or beside a letter, beside the circle that stands for one."""
    return f"\u25cc{letter}" if unicodedata.category(letter).startswith("M") else letter
