"""What is published of a course, in all its languages, read at once and ready to be printed."""

from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale, Page

from courses import outline
from courses.choices import ActivityKind

from . import drawn, printing
from .drawn import Draws
from .models import ActivityPage, CoursePage, ModulePage, ProgrammePage, QuizPage, StagePage


@dataclass(frozen=True)
class Manuscript:
    """The published pages of a course. ``written`` has its drafts in the source language too."""

    course: CoursePage
    programme: ProgrammePage
    stage: StagePage | None
    modules: list[tuple[ModulePage, list[ActivityPage]]]
    written: list[Page]
    translations: dict[UUID, dict[str, Page]]
    draws: Draws
    neighbours: list[CoursePage]

    @property
    def activities(self):
        return [activity for _module, activities in self.modules for activity in activities]

    def languages_of(self, page):
        """``{language: page}`` of a page and its published translations, the source first."""
        return {page.locale.language_code: page} | self.translations.get(page.translation_key, {})

    def find(self, key, language=""):
        """The page or drawn question of a part of the course, in the language where it is there, else in the source's."""
        if drawn := self.draws.questions.get(key):
            return drawn.get(language) or next(iter(drawn.values()))
        by_key = {page.translation_key: page for page in self.written}
        return self.translations.get(key, {}).get(language) or by_key.get(key, self.course)

    def outline(self, *, store):
        """The course as it will be handed over, without saying in which languages it is complete."""
        return outline.Course(
            key=self.course.translation_key,
            code=self.course.code,
            programme_key=self.programme.translation_key,
            titles=self._titles(self.course),
            source_language=self.course.locale.language_code,
            languages=[],
            modules=[
                outline.Module(
                    module.translation_key,
                    self._titles(module),
                    [self._activity(page, store) for page in activities],
                )
                for module, activities in self.modules
            ],
            stage_titles=self._titles(self.stage) if self.stage else {},
            requires=self.required_courses,
        )

    @property
    def required_courses(self):
        """Keys of the courses to complete before: those that the course names, and the stage before its own."""
        before = self._courses_of_the_stage_before() if self.stage else []
        return list(dict.fromkeys([*self.course.requires, *before]))

    def _courses_of_the_stage_before(self):
        if not self.stage.opens_after_previous:
            return []
        stages = {course.path[: -course.steplen] for course in self.neighbours}
        before = [
            path for path in stages if path < self.stage.path and len(path) == len(self.stage.path)
        ]
        return [
            str(course.translation_key)
            for course in self.neighbours
            if before and course.path.startswith(max(before))
        ]

    def _titles(self, page):
        return {language: found.title for language, found in self.languages_of(page).items()}

    def _activity(self, page, store):
        source = self._text(page, page, store)
        translations = list(self.translations.get(page.translation_key, {}).values())
        texts = [self._text(found, page, store, source) for found in translations]
        return outline.Activity(
            key=page.translation_key,
            kind=str(page.kind),
            titles=self._titles(page),
            texts=[source, *texts],
            minutes=page.minutes,
            required=page.required,
            rules=page.rules | self.draws.rules_of(page),
            answer_key=self._answer_key(page, translations),
        )

    def _answer_key(self, page, translations):
        """Nothing is right or wrong in a survey."""
        if page.kind == ActivityKind.SURVEY:
            return {}
        return printing.answer_key_of(page, translations, self.draws.taken_by(page))

    def _text(self, page, source_page, store, source=None):
        drawn = self.draws.in_language(source_page, page.locale.language_code)
        return printing.text_of(page, store=store, source=source, drawn=drawn)


def read(course):
    """The manuscript of a course page in the source language, in a fixed number of queries."""
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    written = _specific(Page.objects.descendant_of(course, inclusive=True), locales)
    above = _specific(Page.objects.ancestor_of(course), locales)
    stage = next((page for page in above if isinstance(page, StagePage)), None)
    live = [page for page in written if page.live]
    known = [page.translation_key for page in [*live, *([stage] if stage else [])]]
    translated = Page.objects.filter(translation_key__in=known, alias_of=None).live()
    translations = {}
    for page in _specific(translated.exclude(locale=course.locale_id), locales):
        of_page = translations.setdefault(page.translation_key, {})
        of_page[page.locale.language_code] = page
    programme = next(page for page in above if isinstance(page, ProgrammePage))
    return Manuscript(
        course=next(page for page in written if page.pk == course.pk),
        programme=programme,
        stage=stage,
        modules=_modules(live),
        written=written,
        translations=translations,
        draws=drawn.read([page for page in live if isinstance(page, QuizPage)]),
        neighbours=list(CoursePage.objects.descendant_of(programme).live().order_by("path")),
    )


def _specific(pages, locales):
    """Pages of their own types in the order of the tree, with their locales at hand."""
    found = list(pages.order_by("path").specific())
    for page in found:
        page.locale = locales[page.locale_id]
    return found


def _modules(live):
    """Published modules with their published activities. What lies under a draft is not published."""
    modules = {page.path: (page, []) for page in live if isinstance(page, ModulePage)}
    for page in live:
        module = modules.get(page.path[: -page.steplen])
        if module and isinstance(page, ActivityPage):
            module[1].append(page)
    return list(modules.values())
