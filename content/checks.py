"""What only the pages can tell before a release: missing files and descriptions, drafts, old translations."""

from uuid import UUID

from django.utils.translation import gettext as _

from courses.outline import Finding

from .questions import CHOICES, KINDS

# What makes a language incomplete.
INCOMPLETE = {"untranslated", "no_text", "no_description"}


def findings(manuscript):
    found = []
    for page in manuscript.activities:
        source, *translations = manuscript.languages_of(page).values()
        found += [*_ids(source), *_files(source), *_images(source, refuses=True), *_words(source)]
        for translation in translations:
            found += [
                *_same_questions(source, translation),
                *_files(translation),
                *_images(translation, refuses=False),
                *_words(translation),
            ]
    return found + _old_translations(manuscript) + _drafts(manuscript)


def complete_languages(languages, found):
    """Those in which nothing is missing."""
    incomplete = {finding.language for finding in found if finding.code in INCOMPLETE}
    return [language for language in languages if language not in incomplete]


def _finding(code, sentence, page, *, refuses=False):
    return Finding(code, sentence, page.translation_key, page.locale.language_code, refuses)


def _files(page):
    """Choosers whose file or image was deleted since."""
    sentence = _("A file or an image that was here has been deleted. Choose another.")
    for block in page.blocks:
        name = "image" if block.block_type == "image" else "file"
        if block.block_type in ("image", "audio", "video", "file") and block.value[name] is None:
            yield _finding("no_file", sentence, page, refuses=True)


def _images(page, *, refuses):
    sentence = _("An image has no description for those who cannot see it.")
    for block in page.blocks:
        if block.block_type == "image" and not block.value["description"].strip():
            yield _finding("no_description", sentence, page, refuses=refuses)


def _words(page):
    if page.kind == "lesson" and not page.blocks:
        yield _finding("no_text", _("This lesson is empty."), page)
    for block in page.question_blocks:
        if not all(_spoken(block)):
            yield _finding("no_text", _("A question or an answer has no words."), page)


def _spoken(block):
    yield block.value["text"]
    if block.block_type in CHOICES:
        yield from (option["text"] for option in block.value["options"])


def _ids(page):
    """Answers are recorded under these ids, so they must be there and must not change at every reading."""
    if not all(is_id(identifier) for identifier in ids_of(page)):
        sentence = _("A question or an answer has no lasting id. Open the page and save it again.")
        yield _finding("no_id", sentence, page, refuses=True)


def _same_questions(source, translation):
    if sorted(map(str, ids_of(source))) != sorted(map(str, ids_of(translation))):
        sentence = _(
            "The questions and answers are not those of the source language: none may be added or "
            "left out in a translation."
        )
        yield _finding("other_questions", sentence, translation, refuses=True)


def ids_of(page):
    """The stored ids of the questions of a page and of their options, None where there is none."""
    for raw in page.blocks.raw_data:
        if raw["type"] in KINDS:
            yield raw.get("id")
        if raw["type"] in CHOICES:
            yield from (option.get("id") for option in raw["value"].get("options", []))


def is_id(text):
    try:
        return str(UUID(text)) == text
    except (TypeError, ValueError):
        return False


def _old_translations(manuscript):
    sentence = _(
        "The source was published again after this translation: see whether it still fits."
    )
    return [
        _finding("old_translation", sentence, translation)
        for page in manuscript.activities
        for translation in manuscript.translations.get(page.translation_key, {}).values()
        if _older(translation, page)
    ]


def _older(translation, page):
    times = (translation.last_published_at, page.last_published_at)
    return all(times) and times[0] < times[1]


def _drafts(manuscript):
    changed = _("There are changes that are not published. They will not be in this edition.")
    hidden = _("This page is not published. It will not be in this edition.")
    translations = [page for pages in manuscript.translations.values() for page in pages.values()]
    return [
        _finding("draft", changed if page.live else hidden, page)
        for page in [*manuscript.written, *translations]
        if page.has_unpublished_changes or not page.live
    ]
