"""A course as it is being written, as a manifest: its pages in all languages, the questions it draws, its media."""

import hashlib
from functools import cache

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from content.models import BankQuestion, ProgrammePage, QuestionBank, StagePage
from lms.core.errors import RuleError

from . import archive
from .archive import Unreadable
from .fields import pack

IMAGE, DOCUMENT = get_image_model(), get_document_model()


class NotWhole(RuleError):
    code = "not_whole"


def describe(course):
    """``(manifest, names)`` of a course page in the source language; the names know the files and rows behind them.

    Raises ``NotWhole`` where a page holds what no package could bring in again.
    """
    names = Outgoing()
    stage = StagePage.objects.ancestor_of(course).first()
    written = [*([stage] if stage else []), *course.get_descendants(inclusive=True).specific()]
    pages = [record for page in written for record in _pages(page, names)]
    # Drawing blocks have named the banks by now.
    questions = [record for bank in names.banks.values() for record in _questions(bank, names)]
    manifest = {
        "format": archive.FORMAT,
        "version": archive.VERSION,
        "source_language": course.locale.language_code,
        "course": {"key": str(course.translation_key), "code": course.code, "title": course.title},
        "pages": pages,
        "banks": [
            {"name": name, "title": bank.title} for name, bank in sorted(names.banks.items())
        ],
        "questions": questions,
        "media": [names.media[name] for name in sorted(names.media)],
    }
    return manifest, names


class Outgoing:
    """Names that are the same on every site: of media by what they are, of pages by their key, of banks by their title."""

    def __init__(self):
        self.media, self.files, self.rows, self.banks = {}, {}, {}, {}
        self.name = cache(self._name)

    def _name(self, model, identifier):
        if issubclass(model, Page):
            keys = Page.objects.filter(pk=_number(identifier)).values_list(
                "translation_key", flat=True
            )
            return next((str(key) for key in keys), None)
        row = model.objects.filter(pk=_number(identifier)).first()
        if row is None:
            return None
        if isinstance(row, QuestionBank):
            name = f"bank:{row.title}"
            self.banks[name] = row
            return name
        return self._medium(row)

    def _medium(self, row):
        kind = "image" if isinstance(row, IMAGE) else "document"
        with row.file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        extension = row.file.name.rpartition(".")[2].lower()
        described = {
            "kind": kind,
            "title": row.title,
            "description": getattr(row, "description", ""),
            "focus": _focus(row),
            "file": archive.medium_name(digest, extension),
            "size": row.file.size,
        }
        name = f"{kind}:{hashlib.sha256(archive.as_bytes(described)).hexdigest()[:20]}"
        self.media[name] = {"name": name, **described}
        self.files[described["file"]] = row.file
        self.rows[name] = row.pk
        return name


def _number(identifier):
    return int(identifier) if str(identifier).isdecimal() else None


def _focus(row):
    """The part of an image that is never cut off: x, y, width, height; nothing where there is none."""
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    focus = [getattr(row, name, None) for name in names]
    return focus if None not in focus else []


def _pages(page, names):
    """A page in every language, the source's first."""
    parent = page.get_parent().specific
    translations = page.get_translations().filter(alias_of=None).select_related("locale")
    for found in [page, *sorted(translations, key=lambda one: one.locale.language_code)]:
        yield {
            "kind": found.specific_class.__name__,
            "key": str(found.translation_key),
            "parent": None if isinstance(parent, ProgrammePage) else str(parent.translation_key),
            "language": found.locale.language_code,
            "fields": _packed(found.specific, names),
            "sentences": known_sentences(found),
        }


def _packed(row, names):
    try:
        return pack(row, names.name)
    except Unreadable as error:
        raise NotWhole(
            _(
                "“%(title)s” holds something that this platform does not know any more, so its "
                "course cannot be taken out. Open it, look through it and save it again."
            ),
            title=str(row),
        ) from error


def _questions(bank, names):
    """The questions of a bank in its order, each in every language, the source's first."""
    rows = list(BankQuestion.objects.filter(bank=bank).select_related("locale").order_by("pk"))
    # dict keeps the first place of each key: a question is written before it is translated.
    places = {
        key: place for place, key in enumerate(dict.fromkeys(r.translation_key for r in rows))
    }
    order = sorted(
        rows,
        key=lambda row: (
            places[row.translation_key],
            not row.is_source,
            row.locale.language_code,
        ),
    )
    for row in order:
        yield {
            "bank": f"bank:{bank.title}",
            "key": str(row.translation_key),
            "language": row.locale.language_code,
            "fields": {n: v for n, v in _packed(row, names).items() if n != "bank"},
            "tags": sorted(row.tags.names()),
            "sentences": known_sentences(row),
        }


def known_sentences(row):
    """``[[path, words, words in its language]]`` that the memory has for it; None where it is not done side by side."""
    kept = Translation.objects.filter(
        source__object_id=row.translation_key, target_locale=row.locale_id, enabled=True
    ).first()
    if kept is None:
        return None
    segments = TranslationSource.objects.get(pk=kept.source_id).stringsegment_set
    known = segments.annotate_translation(row.locale_id).filter(translation__isnull=False)
    return sorted(
        [path, words, translated]
        for path, words, translated in known.values_list(
            "context__path", "string__data", "translation"
        )
    )
