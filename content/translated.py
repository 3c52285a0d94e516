"""How far a course is translated, sentence by sentence: what learners would read in each language.

A sentence is what wagtail-localize asks for in one place of a page. It is known when its translation is in the memory
of sentences for exactly these words in this place, so a source that changes takes the sentence away by itself.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from courses.outline import Finding

from .models import BankQuestion

# Where they are edited, and where they are opened for translation.
OF_PAGES = ("wagtailadmin_pages:edit", "wagtail_localize:submit_page_translation", ())
OF_QUESTIONS = (
    "wagtailsnippets_content_bankquestion:edit",
    "wagtail_localize:submit_snippet_translation",
    ("content", "bankquestion"),
)
PLACED = ("translation_key", "locale__language_code", "pk")
MISSING, OLD, KEPT_BACK, THERE = "missing", "old", "kept_back", "there"


@dataclass(frozen=True)
class PageProgress:
    """A page, or a question of a bank, in one language: what is ``published`` there, and what to translate on, if any.

    ``by_hand``: it is there, but not translated side by side.
    """

    page: Page | BankQuestion
    language: str
    counts: Counter
    published: Page | BankQuestion | None = None
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
        edit, submit, kind = OF_PAGES if isinstance(self.page, Page) else OF_QUESTIONS
        if self.target_id:
            return reverse(edit, args=[self.target_id])
        address = reverse(submit, args=[*kind, self.page.pk])
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
    """``[LanguageProgress]`` of all that is published of a course, with what it draws, for every language but its own."""
    pages = [manuscript.course, *(module for module, _pages in manuscript.modules)]
    pages += manuscript.activities
    parts = [(page, manuscript.translations.get(page.translation_key, {})) for page in pages]
    parts += [(next(iter(versions.values())), versions) for versions in manuscript.draws.taken]
    keys = [part.translation_key for part, _versions in parts]
    memory, kept, targets = _memory(keys), _kept_side_by_side(keys), _targets(keys)
    own = manuscript.course.locale.language_code
    found = {language: [] for language in languages if language != own}
    for part, versions in parts:
        asked = sentences_of(part)
        for language, there in found.items():
            place = (part.translation_key, language)
            published = versions.get(language)
            known = memory.get(place, {}) if place in kept else None
            counts = _counts(asked, published, known)
            target_id = targets.get(place)
            by_hand = target_id is not None and known is None
            there.append(PageProgress(part, language, counts, published, target_id, by_hand))
    return [LanguageProgress(language, pages) for language, pages in found.items()]


@dataclass(frozen=True)
class Overview:
    """How it stands with many pages at once, by ``(key, language)``.

    ``published``: when they were last published there; ``sentences``: how many are to do, where any are, in pages
    that are translated side by side; ``old``: those translated by hand before their source was published again.
    """

    published: dict
    sentences: dict
    old: set

    @classmethod
    def of(cls, written):
        """``written``: when each source was last published, by key. Only pages that may be behind are read."""
        pages = Page.objects.live().filter(translation_key__in=written, alias_of=None)
        rows = pages.exclude(locale__language_code=settings.LANGUAGE_CODE).values_list(
            *("translation_key", "locale__language_code"),
            *("last_published_at", "has_unpublished_changes"),
        )
        published = {(key, language): published_at for key, language, published_at, _draft in rows}
        drafts = {(key, language) for key, language, _published_at, draft in rows if draft}
        older = {
            place
            for place, published_at in published.items()
            if published_at and written[place[0]] and published_at < written[place[0]]
        }
        kept = _kept_side_by_side(written)
        doubtful = (older | drafts | _lacking(written)) & kept & published.keys()
        return cls(published, _to_do(doubtful), older - kept)


def _lacking(keys):
    """Where the memory has no words for some sentence of a source."""
    known = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    unknown = StringSegment.objects.filter(~Exists(known), source=OuterRef("source"))
    rows = Translation.objects.filter(Exists(unknown), source__object_id__in=keys)
    return set(rows.values_list("source__object_id", "target_locale__language_code"))


def _to_do(places):
    """``{place: sentences}`` of pages that are translated side by side, where there are any to do."""
    if not places:
        return {}
    keys = {key for key, _language in places}
    pages = Page.objects.live().filter(translation_key__in=keys, alias_of=None).specific()
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    found = {(page.translation_key, languages[page.locale_id]): page for page in pages}
    memory, own = _memory(keys), settings.LANGUAGE_CODE
    asked = {key: sentences_of(found[key, own]) for key in keys}
    counts = {
        place: _counts(asked[place[0]], found[place], memory.get(place, {})) for place in places
    }
    return {
        place: todo for place, count in counts.items() if (todo := count.total() - count[THERE])
    }


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
    """``{(key, language): id}`` of the pages and questions in all languages, published or not."""
    rows = [
        *Page.objects.filter(alias_of=None).filter(translation_key__in=keys).values_list(*PLACED),
        *BankQuestion.objects.filter(translation_key__in=keys).values_list(*PLACED),
    ]
    return {(key, language): pk for key, language, pk in rows}
