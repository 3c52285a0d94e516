"""That every part of a manifest is there and of its kind, so that nobody after this need ask."""

import re

from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from content.models import HomePage, ProgrammePage

from .archive import Unreadable
from .lists import is_key

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
MOST = {"pages": 3000, "banks": 200, "questions": 20_000, "media": 3000}
MOST_SENTENCES = 5000
# What no database keeps: NUL, and halves of characters.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def check(manifest):
    """Raises ``Unreadable`` for a manifest that is broken, or not of this house."""
    whole = (
        not any(NO_TEXT.search(text) for text in _texts(manifest))
        and all(isinstance(manifest.get(name), kind) for name, kind in PARTS.items())
        and all(_is_page(page) for page in manifest["pages"])
        and all(_is_question(question) for question in manifest["questions"])
        and all(_is_medium(medium) for medium in manifest["media"])
        and _is_one_course(manifest)
    )
    if not whole:
        raise Unreadable(_("The list of what this package holds cannot be read."))
    if any(len(manifest[name]) > most for name, most in MOST.items()):
        raise Unreadable(_("This package is too large."))


def _texts(manifest):
    """Every text in it, however deep: step by step, so that no depth is too deep."""
    waiting = [manifest]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def place(record):
    return record["key"], record["language"]


def _is_one_course(manifest):
    places = [place(page) for page in manifest["pages"]]
    courses = {page["key"] for page in manifest["pages"] if page["kind"] == "CoursePage"}
    return len(places) == len(set(places)) and courses == {manifest["course"].get("key")}


def _is_page(page):
    return _is_record(page) and page.get("kind") in PAGES and _is_parent(page.get("parent", ""))


def _is_parent(parent):
    return parent is None or is_key(parent)


def _is_question(question):
    tags = question.get("tags") if isinstance(question, dict) else None
    return _is_record(question) and isinstance(question.get("bank"), str) and _are_texts(tags)


def _is_record(record):
    return (
        isinstance(record, dict)
        and isinstance(record.get("fields"), dict)
        and isinstance(record.get("language"), str)
        and is_key(record.get("key"))
        and _are_sentences(record.get("sentences"))
    )


def _are_sentences(sentences):
    return sentences is None or (
        isinstance(sentences, list)
        and len(sentences) <= MOST_SENTENCES
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
