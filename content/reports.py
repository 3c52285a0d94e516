"""What the release screen and the home panel show."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses import outline
from courses.models import Edition, KeyCorrection, Programme
from courses.reports.outlines import outline_of

from . import checks, manuscript, translated
from .models import CoursePage, ProgrammePage

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Remark:
    """A finding as its reader needs it: on which page, and where to mend it."""

    finding: outline.Finding
    title: str
    language: str
    url: str


@dataclass(frozen=True)
class ReleaseReport:
    """All there is to know before a release: what refuses it, what to know, what changes, what came before."""

    outline: outline.Course
    number: int
    remarks: list
    differences: list
    editions: list
    translations: list

    @property
    def errors(self):
        return [remark for remark in self.remarks if remark.finding.refuses]

    @property
    def warnings(self):
        return [remark for remark in self.remarks if not remark.finding.refuses]

    @property
    def errors_by_sentence(self):
        return _by_sentence(self.errors)

    @property
    def warnings_by_sentence(self):
        return _by_sentence(self.warnings)

    @property
    def unchanged(self):
        return bool(self.editions) and self.editions[0].digest == self.outline.digest


def release_report(course, *, store):
    """The next edition of a course page as it would be now, and what stands against it."""
    pages = manuscript.read(course)
    printed = pages.outline(store=store)
    editions = list(
        Edition.objects.filter(course_key=printed.key)
        .select_related("released_by")
        .order_by("-number")
    )
    last = editions[0] if editions else None
    old = outline_of(last) if last else replace(printed, modules=[])
    translations = translated.progress(pages, LANGUAGES)
    found = [
        *outline.errors(printed),
        *outline.untranslated(printed, LANGUAGES),
        *checks.findings(pages),
        *translated.findings(translations),
        *_gone(old, printed, last),
        *_taken_back(old, printed, last),
    ]
    urls = {(p.page.translation_key, p.language): p.url for t in translations for p in t.pages}
    languages = checks.complete_languages(LANGUAGES, found)
    return ReleaseReport(
        outline=replace(printed, languages=languages),
        number=last.number + 1 if last else 1,
        remarks=[_remark(finding, pages, urls) for finding in found],
        differences=outline.differences(old, printed),
        editions=editions,
        translations=translations,
    )


def _by_sentence(remarks):
    """One sentence for all pages that it holds for."""
    groups = {}
    for remark in remarks:
        groups.setdefault((remark.finding.sentence, remark.language), []).append(remark)
    return [
        {"sentence": sentence, "language": language, "remarks": found}
        for (sentence, language), found in groups.items()
    ]


def _gone(old, new, last):
    for lost in outline.gone(old, new):
        sentence = _("“%(title)s” is in edition %(number)s and will be gone.") % {
            "title": lost.titles.get(old.source_language, ""),
            "number": last.number,
        }
        yield outline.Finding("gone", sentence, lost.key)


def _taken_back(old, new, last):
    """Quizzes whose answer key was corrected in the last edition, while their page still has the wrong one."""
    if not last:
        return []
    sentence = _(
        "An answer key was corrected after edition %(number)s, and the page still has the wrong one: "
        "this edition would bring it back. Correct the page first."
    ) % {"number": last.number}
    mended = {activity.key: activity.answer_key for activity in old.activities}
    written = {activity.key: activity.answer_key for activity in new.activities}
    corrections = KeyCorrection.objects.filter(activity__edition=last).select_related("activity")
    wrong = {
        one.activity.key
        for one in corrections
        if one.before == written.get(one.activity.key, {}).get(str(one.question_id))
        and one.before != mended[one.activity.key][str(one.question_id)]
    }
    return [outline.Finding("taken_back", sentence, key) for key in wrong]


def _remark(finding, pages, urls):
    page = pages.find(finding.key, finding.language)
    name = get_language_info(finding.language)["name_translated"] if finding.language else ""
    url = urls.get((finding.key, finding.language)) or reverse(
        "wagtailadmin_pages:edit", args=[page.pk]
    )
    return Remark(finding, str(page), name, url)


def courses_to_release(user):
    """``[(course page, its last edition or None)]`` of the courses one releases that changed since."""
    last = {e.course_key: e for e in Edition.objects.latest_of_each_course()}
    changed = _changes(_programmes_of(user))
    courses = CoursePage.objects.live().filter(locale=Locale.get_default()).order_by("path")
    return [
        (course, last.get(course.translation_key))
        for course in courses
        if _changed_since(last.get(course.translation_key), changed.get(course.translation_key))
    ]


def put_editions_beside(courses):
    """Gives each course page its last ``edition``, and whether it ``changed_since``, in a fixed number of queries."""
    keys = [course.translation_key for course in courses]
    last = {
        edition.course_key: edition
        for edition in Edition.objects.latest_of_each_course().filter(course_key__in=keys)
    }
    released = {edition.programme_id for edition in last.values()}
    changed = _changes(ProgrammePage.objects.filter(translation_key__in=released))
    for course in courses:
        course.edition = last.get(course.translation_key)
        course.changed_since = course.edition is not None and _changed_since(
            course.edition, changed.get(course.translation_key)
        )


@dataclass(frozen=True)
class Behind:
    """What is to do in a language: pages that are not there (``missing``), sentences of those that are, and pages
    that were translated by hand before their source was published again (``old``)."""

    language: str
    missing: int = 0
    sentences: int = 0
    old: int = 0

    @property
    def is_there(self):
        return bool(self.missing or self.sentences or self.old)


def courses_to_translate(user):
    """``[(course page, [Behind])]`` of the courses one releases."""
    own = Locale.get_default()
    roots = tuple(_programmes_of(user).filter(locale=own).values_list("path", flat=True))
    courses = [
        course
        for course in CoursePage.objects.live().filter(locale=own).order_by("path")
        if course.path.startswith(roots)
    ]
    known = {course.path: course.pk for course in courses}
    keys = {course.pk: {} for course in courses}
    written = Page.objects.live().filter(locale=own, depth__gte=4)
    for path, key, published_at in written.values_list(
        "path", "translation_key", "last_published_at"
    ):
        if course := _course_above(path, known):
            keys[course][key] = published_at
    look = translated.Overview.of({k: v for pages in keys.values() for k, v in pages.items()})
    languages = [language for language in LANGUAGES if language != own.language_code]
    found = [
        (course, [_behind(language, keys[course.pk], look) for language in languages])
        for course in courses
    ]
    return [
        (course, [one for one in behind if one.is_there])
        for course, behind in found
        if any(one.is_there for one in behind)
    ]


def _behind(language, keys, look):
    places = [(key, language) for key in keys]
    return Behind(
        language,
        missing=sum(place not in look.published for place in places),
        sentences=sum(look.sentences.get(place, 0) for place in places),
        old=sum(place in look.old for place in places),
    )


def _programmes_of(user):
    programmes = Programme.objects.all() if user.is_administrator else user.taught_programmes.all()
    return ProgrammePage.objects.filter(translation_key__in=programmes.values("key"))


def _changed_since(edition, changed_at):
    return changed_at is not None and (edition is None or changed_at > edition.released_at)


def _changes(programmes):
    """When something was last published in each course, in whatever language."""
    paths = tuple(programmes.values_list("path", flat=True))
    courses = {
        path: key
        for path, key in CoursePage.objects.values_list("path", "translation_key")
        if path.startswith(paths)
    }
    changed = {}
    pages = Page.objects.live().filter(depth__gte=4).exclude(last_published_at=None)
    for path, published_at in pages.values_list("path", "last_published_at"):
        if key := _course_above(path, courses):
            changed[key] = max(published_at, changed.get(key, published_at))
    return changed


def _course_above(path, courses):
    """What ``{path: …}`` holds for the course that a page lies in."""
    above = (path[:length] for length in range(len(path), 0, -Page.steplen))
    return next((courses[p] for p in above if p in courses), None)
