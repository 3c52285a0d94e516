"""Pages and questions of a plan as drafts: first all of them, then their words, so that each can point to any other."""

import json
from functools import cache

from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from content.models import BankQuestion, QuestionBank, StagePage

from . import archive, media
from .archive import Unreadable
from .fields import packed_fields, unpack
from .shapes import PAGES, place


class Incoming:
    """Rows by their names in a package. Media are taken into the library when they are first asked for."""

    def __init__(self, file, plan, desk, person):
        self.file, self.plan, self.desk, self.person = file, plan, desk, person
        self.media = {one["name"]: one for one in plan.manifest["media"]}
        self.row = cache(self._row)

    def row_for(self, locale):
        """``row``, with pages in this language where they are there in it."""
        return lambda model, name: (
            self._page(locale, name) if issubclass(model, Page) else self.row(model, name)
        )

    def _page(self, locale, name):
        pages = dict(Page.objects.filter(translation_key=name).values_list("locale", "pk"))
        return pages.get(locale.pk) or pages.get(Locale.get_default().pk)

    def _row(self, model, name):
        if issubclass(model, QuestionBank):
            title = str(name).removeprefix("bank:")[:150]
            return QuestionBank.objects.get_or_create(programme=self.desk.programme, title=title)[
                0
            ].pk
        medium = self.media.get(name)
        if medium is None or medium["kind"] != model._meta.model_name:
            raise Unreadable(_("This package does not hold the files that it lists."))
        if name in self.plan.rows:
            return self.plan.rows[name]
        content = archive.medium(self.file, medium["file"])
        return media.item(medium, content, self.desk.collection, person=self.person).pk


class Writer:
    """Writes what is new or changed in a plan under a programme page, as drafts of one person.

    ``tell(done, total)`` hears how many of its pages and questions are written.
    """

    def __init__(self, plan, programme, names, person, tell):
        self.plan, self.names, self.person, self.tell = plan, names, person, tell
        # They keep their own words.
        self.stages_before = set()
        self.locales = {one.language_code: one for one in Locale.objects.all()}
        self.homes = {language: self._home(programme, language) for language in plan.languages}

    def write(self):
        """Returns ``[(record, page or question)]`` of everything in the plan, in its order."""
        pages = [(record, self._placed(record)) for record in self._by_language(self.plan.pages)]
        unchanged = {place(p) for p in self.plan.pages} - {
            place(p) for p in [*self.plan.new, *self.plan.changed]
        }
        total = len(pages) + len(self.plan.questions)
        for done, (record, page) in enumerate(pages):
            self.tell(done, total)
            if place(record) not in unchanged and page.pk not in self.stages_before:
                self._fill_page(page, record)
        questions = []
        for done, record in enumerate(self.plan.questions, len(pages)):
            self.tell(done, total)
            questions.append((record, self._question(record)))
        return [*pages, *questions]

    def _by_language(self, records):
        """The source first: what is above is there before what is below."""
        return sorted(records, key=lambda record: self.plan.languages.index(record["language"]))

    def _home(self, programme, language):
        locale = self.locales[language]
        if not programme.has_translation(locale) and programme.locale_id != locale.pk:
            translate_object(programme, [locale], user=self.person)
        return programme.get_translation_or_none(locale) or programme

    def _placed(self, record):
        locale = self.locales[record["language"]]
        found = Page.objects.filter(translation_key=record["key"], locale=locale).first()
        if found:
            if record["kind"] == StagePage.__name__:
                self.stages_before.add(found.pk)
            return found.specific
        parent = self._parent(record, locale)
        title = str(record["fields"].get("title", ""))[:255]
        slug = find_available_slug(parent, str(record["fields"].get("slug", ""))[:200] or "x")
        page = PAGES[record["kind"]](
            title=title,
            slug=slug,
            locale=locale,
            translation_key=record["key"],
            live=False,
            owner=self.person,
        )
        if not page.can_create_at(parent):
            raise Unreadable(_("The pages of this package do not fit together."))
        return parent.add_child(instance=page)

    def _parent(self, record, locale):
        home = self.homes[record["language"]]
        if record["parent"] is None:
            return home
        parents = Page.objects.descendant_of(home)
        parent = parents.filter(translation_key=record["parent"], locale=locale).first()
        if parent is None:
            raise Unreadable(_("The pages of this package do not fit together."))
        return parent.specific

    def _fill_page(self, page, record):
        values = unpack(type(page), record["fields"], self.names.row_for(page.locale))
        values.pop("slug", None)
        self._set(page, values)
        if not page.live:
            page.save()
        page.save_revision(user=self.person)

    def _question(self, record):
        locale = self.locales[record["language"]]
        row = BankQuestion.objects.filter(translation_key=record["key"], locale=locale).first()
        if self.plan.questions_here.get(place(record)) == record:
            return row
        row = row or BankQuestion(translation_key=record["key"], locale=locale, live=False)
        self._set(row, unpack(BankQuestion, record["fields"], self.names.row_for(locale)))
        row.bank_id = self.names.row(QuestionBank, record["bank"])
        row.tags.set([tag[:100] for tag in record["tags"]])
        if not row.live:
            row.save()
        row.save_revision(user=self.person)
        return row

    def _set(self, row, values):
        fields = packed_fields(type(row))
        for name, value in values.items():
            stream = isinstance(fields[name], StreamField)
            setattr(row, fields[name].attname, json.dumps(value) if stream else value)
