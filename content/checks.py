"""What only the pages can tell before a release: missing files and descriptions, drafts."""

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.outline import Finding

from . import sources
from .questions import asking
from .questions.ids import is_id, stored_in

# What makes a language incomplete.
INCOMPLETE = {
    *("untranslated", "untranslated_draw", "no_text", "no_description"),
    *("words_missing", "words_old", "words_kept_back"),
}


def findings(manuscript):
    known = _library(manuscript)
    found = []
    for page in manuscript.activities:
        source, *translations = manuscript.languages_of(page).values()
        found += [*_ids(source), *_files(source, known), *_images(source, refuses=True)]
        found += _words(source)
        for translation in translations:
            found += [
                *_same_questions(source, translation),
                *_files(translation, known),
                *_images(translation, refuses=False),
                *_words(translation),
            ]
        found += [*_banks(source, manuscript), *_drawn_translations(source, manuscript)]
    return found + _required_courses(manuscript) + _drafts(manuscript)


def complete_languages(languages, found):
    """Those in which nothing is missing."""
    incomplete = {finding.language for finding in found if finding.code in INCOMPLETE}
    return [language for language in languages if language not in incomplete]


def _finding(code, sentence, page, *, refuses=False):
    return Finding(code, sentence, page.translation_key, page.locale.language_code, refuses)


def _library(manuscript):
    """Those of the library items that the pages show which are still there."""
    pages = [
        page
        for activity in manuscript.activities
        for page in manuscript.languages_of(activity).values()
    ]
    shown = [tuple(item) for page in pages for item in sources.items_in(page.raw_blocks)]
    return {
        (kind, key)
        for kind, model in (("image", get_image_model()), ("document", get_document_model()))
        for key in model.objects.filter(pk__in={k for name, k in shown if name == kind})
        .order_by()
        .values_list("pk", flat=True)
    }


def _files(page, known):
    """Choosers whose file or image was deleted since."""
    sentence = _("A file or an image that was here has been deleted. Choose another.")
    if sources.has_lost(page.raw_blocks, known):
        yield _finding("no_file", sentence, page, refuses=True)


def _images(page, *, refuses):
    sentence = _("An image has no description for those who cannot see it.")
    if not all(description.strip() for description in _descriptions(page)):
        yield _finding("no_description", sentence, page, refuses=refuses)


def _descriptions(page):
    for block in [*page.body_blocks, *page.question_blocks]:
        if block.block_type == "image":
            yield block.value["description"]
        elif block.block_type == "picture":
            yield from (option["description"] for option in block.value["options"])


def _words(page):
    empty = {
        "lesson": _("This lesson is empty."),
        "assignment": _("This assignment does not say what is to be done."),
        "workshop": _("This workshop has no programme."),
    }
    if page.kind in empty and not page.body_blocks:
        yield _finding("no_text", empty[page.kind], page)
    titles = [(block.value["title"], *_titles_of_levels(block)) for block in page.criterion_blocks]
    if not all(title.strip() for several in titles for title in several):
        yield _finding("no_text", _("A criterion or a level of the rubric has no words."), page)
    for block in page.question_blocks:
        if not all(_spoken(block)):
            yield _finding("no_text", _("A question or an answer has no words."), page)


def _titles_of_levels(criterion):
    return (level["title"] for level in criterion.value["levels"])


def _spoken(block):
    """The words of a question and of what there is to choose from."""
    question = asking.asked(block, Silent())
    yield question["text"]
    if block.block_type != "picture":
        yield from (option["text"] for option in question["options"])
    yield from (target["text"] for target in question.get("targets", []))


class Silent:
    """In the printer's place where only words are looked at."""

    def spoken(self, reading):
        return {}

    def image_of_option(self, value):
        return None


def _ids(page):
    """Answers are recorded under these ids, so they must be there and must not change at every reading."""
    recorded = {*asking.KINDS, "criterion"}
    questions = [raw for raw in page.raw_blocks if raw["type"] in recorded]
    if not all(is_id(identifier) for identifier in stored_in(questions)):
        sentence = _("A question or an answer has no lasting id. Open the page and save it again.")
        yield _finding("no_id", sentence, page, refuses=True)


def _banks(page, manuscript):
    """A draw shows whose bank it takes from; another programme's is not ours to use."""
    gone = _("A draw takes from a bank that has been deleted. Choose another.")
    foreign = _("A draw takes from the bank of another programme. Choose one of this programme.")
    for block in page.draw_blocks:
        bank = block.value["bank"]
        if bank is None:
            yield _finding("no_bank", gone, page, refuses=True)
        elif bank.programme_id != manuscript.programme.translation_key:
            yield _finding("foreign_bank", foreign, page, refuses=True)


def _drawn_translations(page, manuscript):
    sentence = _(
        "Not all questions that are drawn here are translated. Learners get those in the source language."
    )
    drawn = manuscript.draws.taken_by(page)
    for language in manuscript.translations.get(page.translation_key, {}):
        if not all(language in versions for versions in drawn):
            yield Finding("untranslated_draw", sentence, page.translation_key, language)


def _required_courses(manuscript):
    """Courses to complete before this one: each of this programme, and none that waits for this one itself."""
    gone = _("A course to complete before this one is not published in this programme any more.")
    circle = _("A course to complete before this one itself waits for this one.")
    after = {str(c.translation_key): set(c.requires) for c in manuscript.neighbours}
    key = str(manuscript.course.translation_key)
    after[key] = set(manuscript.required_courses)
    found = []
    if not after[key] <= after.keys():
        found.append(_finding("no_course", gone, manuscript.course, refuses=True))
    if key in _all_before(key, after):
        found.append(_finding("course_circle", circle, manuscript.course, refuses=True))
    return found


def _all_before(key, after):
    """All that must be completed before a course, through any number of others."""
    seen, waiting = set(), list(after[key])
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += after.get(one, ())
    return seen


def _same_questions(source, translation):
    if _asked_ids(source) != _asked_ids(translation):
        sentence = _(
            "The questions and answers are not those of the source language: none may be added or "
            "left out in a translation."
        )
        yield _finding("other_questions", sentence, translation, refuses=True)


def _asked_ids(page):
    """The ids of the questions and criteria of a page and of all that can be chosen in them."""
    questions = [asking.asked(block, Silent()) for block in page.question_blocks]
    rubric = [raw for raw in page.raw_blocks if raw["type"] == "criterion"]
    asked = [identifier for question in questions for identifier in asking.ids_in(question)]
    return sorted(map(str, [*asked, *stored_in(rubric)]))


def _drafts(manuscript):
    changed = _("There are changes that are not published. They will not be in this edition.")
    hidden = _("This page is not published. It will not be in this edition.")
    translations = [page for pages in manuscript.translations.values() for page in pages.values()]
    return [
        _finding("draft", changed if page.live else hidden, page)
        for page in [*manuscript.written, *translations]
        if page.has_unpublished_changes or not page.live
    ]
