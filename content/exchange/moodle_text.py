"""Texts of Moodle XML: bare, or formatted with the files that belong to them."""

from django.utils.translation import gettext as _

from .wording import plain

FORMS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}


def text_in(element, path):
    """The bare text of an element or of its ``<text>``."""
    found = element if path == "." else element.find(path)
    if found is None:
        return ""
    inner = found.find("text")
    # Old files write formatted text as elements of XML.
    return "".join((found if inner is None else inner).itertext()).strip()


def words(element, path, losses, form=""):
    """The words of a formatted text of Moodle. Files that belong to it are lost."""
    found = element if path == "." else element.find(path)
    if found is None:
        return ""
    for file in found.findall("file"):
        name = {"file": (file.get("name") or "?")[:80]}
        losses.add(_("The file “%(file)s” in it is not kept.") % name, doubtful=True)
    return plain(text_in(found, "."), form or FORMS.get(found.get("format"), "moodle"), losses)
