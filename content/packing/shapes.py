"""That every part of a manifest is there and of its kind, so that nobody after this need ask."""

from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from content.models import HomePage, ProgrammePage

from .archive import Unreadable

PAGES = {
    kind.__name__: kind
    for kind in get_page_models()
    if kind._meta.app_label == "content" and kind not in (HomePage, ProgrammePage)
}
PARTS = {
    "source_language": str,
    "course": dict,
    "pages": list,
    "banks": list,
    "questions": list,
    "media": list,
}


def check(manifest):
    """Raises ``Unreadable`` for a manifest that is broken, or not of this house."""
    whole = (
        all(isinstance(manifest.get(name), kind) for name, kind in PARTS.items())
        and all(_is_page(page) for page in manifest["pages"])
        and all(_is_question(question) for question in manifest["questions"])
        and all(_is_medium(medium) for medium in manifest["media"])
        and _is_one_course(manifest)
    )
    if not whole:
        raise Unreadable(_("The list of what this package holds cannot be read."))


def place(record):
    return record["key"], record["language"]


def _is_one_course(manifest):
    places = [place(page) for page in manifest["pages"]]
    courses = {page["key"] for page in manifest["pages"] if page["kind"] == "CoursePage"}
    return len(places) == len(set(places)) and courses == {manifest["course"].get("key")}


def _is_page(page):
    return _is_record(page) and page.get("kind") in PAGES and _is_parent(page.get("parent", ""))


def _is_parent(parent):
    return parent is None or _is_key(parent)


def _is_question(question):
    tags = question.get("tags") if isinstance(question, dict) else None
    return _is_record(question) and isinstance(question.get("bank"), str) and _are_texts(tags)


def _is_record(record):
    return (
        isinstance(record, dict)
        and isinstance(record.get("fields"), dict)
        and isinstance(record.get("language"), str)
        and _is_key(record.get("key"))
        and _are_sentences(record.get("sentences"))
    )


def _are_sentences(sentences):
    return sentences is None or (
        isinstance(sentences, list)
        and all(_are_texts(sentence) and len(sentence) == 3 for sentence in sentences)
    )


def _are_texts(texts):
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)


def _is_medium(medium):
    return (
        isinstance(medium, dict)
        and isinstance(medium.get("name"), str)
        and medium.get("kind") in ("image", "document")
        and isinstance(medium.get("size"), int)
    )


def _is_key(text):
    try:
        return str(UUID(text)) == text
    except (TypeError, ValueError, AttributeError):
        return False
