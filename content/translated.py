"""How far a course is translated, sentence by sentence: what learners would read in each language.

A sentence is what wagtail-localize asks for in one place of a page. It is known when its translation is in the memory
of sentences for exactly these words in this place, so a source that changes takes the sentence away by itself.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from courses.outline import Finding

MISSING, OLD, KEPT_BACK, THERE = "missing", "old", "kept_back", "there"


@dataclass(frozen=True)
class PageProgress:
    """A page in one language: what is ``published`` there, and the page to translate on, if there is one.

    ``by_hand``: it is there, but not translated side by side.
    """

    page: Page
    language: str
    counts: Counter
    published: Page | None = None
    target_id: int | None = None
    by_hand: bool = False

    @property
    def total(self):
        return self.counts.total()

    @property
    def translated(self):
        return self.counts[THERE] + self.counts[KEPT_BACK]

    @property
    def whole(self):
        """Learners would read all of it in this language."""
        return self.published is not None and self.counts[THERE] == self.total

    @property
    def url(self):
        """Where it is translated, or opened for translation."""
        if self.target_id:
            return reverse("wagtailadmin_pages:edit", args=[self.target_id])
        address = reverse("wagtail_localize:submit_page_translation", args=[self.page.pk])
        return f"{address}?select_locale={self.language}"

    @property
    def outdated(self):
        """Translated by hand, and published before the source was: nobody can say which sentences changed."""
        times = [page and page.last_published_at for page in (self.published, self.page)]
        return self.by_hand and all(times) and times[0] < times[1]


@dataclass(frozen=True)
class LanguageProgress:
    language: str
    pages: list

    @cached_property
    def total(self):
        return sum(page.total for page in self.pages)

    @cached_property
    def translated(self):
        return sum(page.translated for page in self.pages)

    @property
    def unfinished(self):
        return [page for page in self.pages if not page.whole]

    @property
    def by_hand(self):
        return [page for page in self.pages if page.by_hand]


def progress(manuscript, languages):
    """``[LanguageProgress]`` of all that is published of a course, for every language but its own."""
    parts = [manuscript.course, *(module for module, _pages in manuscript.modules)]
    parts += manuscript.activities
    keys = [page.translation_key for page in parts]
    memory, kept, targets = _memory(keys), _kept_side_by_side(keys), _targets(keys)
    own = manuscript.course.locale.language_code
    found = {language: [] for language in languages if language != own}
    for page in parts:
        asked = sentences_of(page)
        for language, pages in found.items():
            place = (page.translation_key, language)
            published = manuscript.translations.get(page.translation_key, {}).get(language)
            known = memory.get(place, {}) if place in kept else None
            counts = _counts(asked, published, known)
            target_id = targets.get(place)
            by_hand = target_id is not None and known is None
            pages.append(PageProgress(page, language, counts, published, target_id, by_hand))
    return [LanguageProgress(language, pages) for language, pages in found.items()]


def sentences_of(page):
    """``{path: [words as HTML]}`` of a page, as wagtail-localize asks for them."""
    found = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def findings(languages):
    """What is not translated, or not any more, in pages that are published in a language."""
    sentences = {
        MISSING: _("Some sentences here are not translated: learners read them as in the source."),
        OLD: _("The source has changed: some sentences must be translated again."),
        KEPT_BACK: _("Some sentences here are translated, but not published yet."),
    }
    published = [p for language in languages for p in language.pages if p.published]
    found = [
        Finding(f"words_{state}", sentence, page.page.translation_key, page.language)
        for page in published
        for state, sentence in sentences.items()
        if page.counts[state]
    ]
    sentence = _(
        "The source was published again after this translation: see whether it still fits."
    )
    return found + [
        Finding("old_translation", sentence, page.page.translation_key, page.language)
        for page in published
        if page.outdated
    ]


def _counts(asked, published, known):
    shown = sentences_of(published) if published else {}
    if known is None:
        return Counter(
            THERE if place < len(shown.get(path, [])) else MISSING
            for path, texts in asked.items()
            for place, _words in enumerate(texts)
        )
    return Counter(
        _state(words, shown.get(path, []), known.get((path, words)))
        for path, texts in asked.items()
        for words in texts
    )


def _state(words, shown, known):
    if known is not None:
        return THERE if _is_among(known, shown) else KEPT_BACK
    return MISSING if not shown or _is_among(words, shown) else OLD


def _is_among(words, shown):
    return words in shown or plain(words) in map(plain, shown)


def plain(words):
    """Without tags and without regard to spaces, which are lost on the way through a page."""
    return " ".join(StringValue(words).render_text().split())


def _memory(keys):
    """``{(key, language): {(path, words of the source): words}}``."""
    rows = StringTranslation.objects.filter(context__object_id__in=keys, has_error=False)
    memory = {}
    for key, language, path, source, words in rows.values_list(
        "context__object_id",
        "locale__language_code",
        "context__path",
        "translation_of__data",
        "data",
    ):
        memory.setdefault((key, language), {})[path, source] = words
    return memory


def _kept_side_by_side(keys):
    rows = Translation.objects.filter(source__object_id__in=keys, enabled=True)
    return set(rows.values_list("source__object_id", "target_locale__language_code"))


def _targets(keys):
    """``{(key, language): id}`` of the pages in all languages, published or not."""
    rows = Page.objects.filter(translation_key__in=keys, alias_of=None)
    return {
        (key, language): pk
        for key, language, pk in rows.values_list("translation_key", "locale__language_code", "pk")
    }
