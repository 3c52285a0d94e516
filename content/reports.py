"""What the release screen and the home panel show."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses import outline
from courses.models import Edition, Programme
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


def _remark(finding, pages, urls):
    page = pages.find(finding.key, finding.language)
    name = get_language_info(finding.language)["name_translated"] if finding.language else ""
    url = urls.get((finding.key, finding.language)) or reverse(
        "wagtailadmin_pages:edit", args=[page.pk]
    )
    return Remark(finding, page.title, name, url)


def courses_to_release(user):
    """``[(course page, its last edition or None)]`` of the courses one releases that changed since."""
    programmes = Programme.objects.all() if user.is_administrator else user.taught_programmes.all()
    roots = ProgrammePage.objects.filter(translation_key__in=programmes.values("key"))
    last = {e.course_key: e for e in Edition.objects.latest_of_each_course()}
    changed = _changes(roots)
    courses = CoursePage.objects.live().filter(locale=Locale.get_default()).order_by("path")
    return [
        (course, last.get(course.translation_key))
        for course in courses
        if course.translation_key in changed
        and (
            course.translation_key not in last
            or changed[course.translation_key] > last[course.translation_key].released_at
        )
    ]


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
        above = (path[:length] for length in range(len(path), 0, -Page.steplen))
        key = next((courses[p] for p in above if p in courses), None)
        if key:
            changed[key] = max(published_at, changed.get(key, published_at))
    return changed
