"""What a package would do on this site, before anything is done: for its preview, and once more before it is brought in."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from content import models
from content.questions.asking import KINDS

from . import archive, courses, shapes
from .shapes import place

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass
class Plan:
    """``refusals``: why nothing can be brought in, one sentence each; ``remarks``: what to know.

    ``here``: what the course is made of on this site, ``questions_here``: the same of what it draws, ``rows``: its
    pictures and files by their names in a package.
    """

    manifest: dict
    course: Page | None = None
    here: dict = field(default_factory=dict)
    questions_here: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    refusals: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    @cached_property
    def languages(self):
        """Those that both the package and the site have, the source's first."""
        found = {page["language"] for page in self.manifest["pages"]}
        return sorted(found & set(LANGUAGES), key=LANGUAGES.index)

    @cached_property
    def pages(self):
        return [page for page in self.manifest["pages"] if page["language"] in self.languages]

    @cached_property
    def questions(self):
        return [one for one in self.manifest["questions"] if one["language"] in self.languages]

    @cached_property
    def kinds(self):
        """How many of each kind there are, counted once for all languages."""
        source = self.manifest["source_language"]
        return Counter(page["kind"] for page in self.pages if page["language"] == source)

    @property
    def modules(self):
        return self.kinds["ModulePage"]

    @property
    def activities(self):
        places = {"StagePage", "CoursePage", "ModulePage"}
        return sum(number for kind, number in self.kinds.items() if kind not in places)

    @cached_property
    def asked(self):
        """How many questions its lessons and quizzes ask, and its banks hold."""
        source = self.manifest["source_language"]
        own = [one for one in self.questions if one["language"] == source]
        blocks = [
            block
            for page in self.pages
            if page["language"] == source
            for value in page["fields"].values()
            if isinstance(value, list)
            for block in value
        ]
        return len(own) + sum(
            isinstance(block, dict) and block.get("type") in KINDS for block in blocks
        )

    @cached_property
    def new(self):
        return [page for page in self.pages if place(page) not in self.here]

    @cached_property
    def changed(self):
        return [p for p in self.pages if place(p) in self.here and self.here[place(p)] != p]

    @property
    def unchanged(self):
        return len(self.pages) - len(self.new) - len(self.changed)

    @property
    def media_size(self):
        return sum(medium["size"] for medium in self.manifest["media"])


def plan(manifest, programme):
    """The plan of a package for a programme page in the source language. Raises ``Unreadable`` for a broken manifest."""
    shapes.check(manifest)
    found = Plan(manifest)
    key = manifest["course"]["key"]
    source = Locale.get_default()
    if manifest["source_language"] != source.language_code:
        found.refusals.append(
            _("This course was written in %(language)s first, which is not the case here.")
            % {"language": manifest["source_language"]}
        )
    found.course = (
        models.CoursePage.objects.descendant_of(programme)
        .filter(translation_key=key, locale=source)
        .first()
    )
    if found.course:
        _look_at(found)
    found.refusals += _elsewhere(found, programme)
    found.remarks += _to_know(found)
    return found


def _look_at(found):
    """What is there of its course already."""
    try:
        known, names = courses.describe(found.course)
    except courses.NotWhole as refusal:
        found.refusals.append(str(refusal))
    else:
        found.here = {place(record): record for record in known["pages"]}
        found.questions_here = {place(record): record for record in known["questions"]}
        found.rows = names.rows


def _elsewhere(found, programme):
    """Pages and questions that belong to somebody else here."""
    keys = {page["key"] for page in found.pages if page["kind"] != "StagePage"}
    inside = [*programme.get_translations(inclusive=True)]
    others = Page.objects.filter(translation_key__in=keys)
    for one in inside:
        others = others.not_descendant_of(one)
    yield from (
        _("“%(title)s” is already here, in another programme.") % {"title": title}
        for title in others.order_by("path").values_list("title", flat=True)[:5]
    )
    questions = models.BankQuestion.objects.filter(
        translation_key__in={one["key"] for one in found.questions}
    ).exclude(bank__programme=programme.translation_key)
    if questions.exists():
        yield _("Questions of this package are already here, in a bank of another programme.")


def _to_know(found):
    skipped = {page["language"] for page in found.manifest["pages"]} - set(found.languages)
    if skipped:
        yield _("This site does not have these languages, so they stay out: %(languages)s.") % {
            "languages": ", ".join(sorted(skipped))
        }
    staying = found.here.keys() - {place(page) for page in found.pages}
    if staying:
        yield _("%(count)s pages of this course are here and not in the package. They stay.") % {
            "count": len(staying)
        }


def plan_of(package):
    """What a package would do now. It was whole when it came, and is looked at again."""
    with package.file.open("rb") as file:
        return plan(archive.read(file).manifest, page_of(package.programme))


def page_of(programme):
    """The page of a programme in the source language."""
    return models.ProgrammePage.objects.get(
        translation_key=programme.key, locale=Locale.get_default()
    )
