"""What is translated side by side, and the words that are known already."""

import json

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component
from wagtail_localize.strings import StringValue

from content import manuscript, policy
from lms.core.errors import RuleError
from lms.core.policy import person_or_none, require


@transaction.atomic
def open_above(page, locales, *, by):
    """The pages above this one are drafts in these languages too, to be translated side by side like it."""
    require(policy.can_translate, by, page)
    for above in page.get_ancestors().filter(depth__gt=2).specific():
        missing = [locale for locale in locales if not above.has_translation(locale)]
        if missing:
            translate_object(above, missing, user=person_or_none(by))


class NotAlike(RuleError):
    code = "not_alike"


@transaction.atomic
def take_over(target, *, by):
    """A page that was translated by hand is translated side by side from now on, with every word of it kept.

    What was published counts as translated even where it is the same as in the source, such as a name or a unit.
    Refuses a page that is not built like its source, because its words would have no place.
    """
    require(policy.can_translate, by, target)
    target = _specific(target)
    source = _specific(target.get_translations().get(locale=Locale.get_default()))
    pairs, other_values = _pairs(source, target)
    kept, _created = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.update_or_create(
        source=kept, target_locale=target.locale, defaults={"enabled": True}
    )
    changed = any(one != other for _path, one, other in pairs)
    for path, words, translated in pairs if changed or target.live else []:
        remember(kept, target.locale, path, words, translated, by=by)
    _choose(kept, target.locale, other_values, by)


def take_over_course(course, locale, *, by):
    """All pages of a course that were translated by hand, and what its quizzes draw.

    Returns those that could not be taken over, one sentence each.
    """
    require(policy.can_translate, by, course)
    target = course.get_translation(locale)
    pages = [*target.get_ancestors().filter(depth__gt=2), *target.get_descendants(inclusive=True)]
    pages = [page for page in pages if page.alias_of_id is None]
    drawn = manuscript.read(course).draws.taken
    questions = [q[locale.language_code] for q in drawn if locale.language_code in q]
    side_by_side = set(
        Translation.objects.filter(enabled=True, target_locale=locale).values_list(
            "source__object_id", flat=True
        )
    )
    refused = []
    for written in [*pages, *questions]:
        if written.translation_key not in side_by_side:
            try:
                take_over(written, by=by)
            except NotAlike as refusal:
                refused.append(str(refusal))
    return refused


def _specific(written):
    return written.specific if isinstance(written, Page) else written


def remember(source, locale, path, words, translated, *, by):
    """Keep the translation of one sentence of a source."""
    require(policy.can_translate, by, source.get_source_instance())
    StringTranslation.objects.update_or_create(
        translation_of=String.from_value(source.locale, StringValue(words)),
        locale=locale,
        context=_context(source, path),
        defaults={
            "data": translated,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "last_translated_by": person_or_none(by),
        },
    )


def _context(source, path):
    return TranslationContext.objects.get_or_create(object_id=source.object_id, path=path)[0]


def _pairs(source, target):
    """``[(path, words, words there)]`` of both pages, and ``{path: value}`` of what else was chosen there."""
    ours, theirs = _by_path(source), _by_path(target)
    pairs, other_values = [], {}
    for path, segments in ours.items():
        there = theirs.pop(path, [])
        if there and [type(one) for one in segments] != [type(one) for one in there]:
            raise _not_alike(target)
        if not there:
            continue
        for one, other in zip(segments, there, strict=True):
            if isinstance(one, StringSegmentValue):
                pairs.append((path, one.string.data, other.string.data))
                other_values |= _links(path, one, other)
            elif isinstance(one, OverridableSegmentValue) and one.data != other.data:
                other_values[path] = other.data
    if theirs:
        raise _not_alike(target)
    return pairs, other_values


def _by_path(page):
    """Its segments by place, links apart: their place is their address, which may be another in each language."""
    found = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue) or not segment.path.endswith("'"):
            found.setdefault(segment.path, []).append(segment)
    return found


def _links(path, one, other):
    """``{path: address}`` of the links of a sentence that lead elsewhere in its translation."""
    ours, theirs = one.attrs or {}, other.attrs or {}
    addresses = {
        name: (attrs.get("href"), theirs.get(name, {}).get("href")) for name, attrs in ours.items()
    }
    return {
        f"{path}.{quote_path_component(ours)}": theirs
        for ours, theirs in addresses.values()
        if ours and theirs and ours != theirs
    }


def _not_alike(target):
    return NotAlike(
        _(
            "“%(title)s” is not built like its source. Give both the same blocks in the same order first."
        ),
        title=str(target),
    )


@transaction.atomic
def restore(source, target, sentences, *, by):
    """A translation that was side by side elsewhere is so here: ``[[path, words, words in its language]]``."""
    require(policy.can_translate, by, target)
    kept, _created = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.update_or_create(
        source=kept, target_locale=target.locale, defaults={"enabled": True}
    )
    for path, words, translated in sentences:
        remember(kept, target.locale, path, words, translated, by=by)
    _choose(kept, target.locale, _pairs(source, target)[1], by)


def _choose(kept, locale, other_values, by):
    """Pictures, recordings and links that are others than the source's."""
    for path, value in other_values.items():
        SegmentOverride.objects.update_or_create(
            locale=locale,
            context=_context(kept, path),
            defaults={"data_json": json.dumps(value), "last_translated_by": person_or_none(by)},
        )
