"""The fields of a page or of a bank's question as plain values, and back: what points to a row points to a name instead."""

import re
from functools import partial
from html import escape, unescape
from uuid import UUID

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, Page, RevisionMixin, TranslatableMixin

from .archive import Unreadable
from .lists import FITS

# What the editor lets through; a link to another page goes by its key.
RICH = {
    "tags": {
        *("a", "b", "br", "em", "h2", "h3", "hr", "i", "li", "ol", "p", "strong", "ul"),
    },
    "attributes": {"*": {"data-block-key"}, "a": {"href", "linktype", "id"}},
    "url_schemes": {"http", "https", "mailto", "tel"},
    "link_rel": None,
}
LINK_TO_PAGE = re.compile(r'<a\b([^>]*\blinktype="page"[^>]*)>')
LINK_ELSEWHERE = re.compile(r'<a\b[^>]*\blinktype="(?!page")[^>]*>')
ID = re.compile(r'\bid="([^"]*)"')
OF_WAGTAIL = {
    field.name
    for mixin in (DraftStateMixin, RevisionMixin, TranslatableMixin)
    for field in mixin._meta.local_fields
}
OF_EVERY_PAGE = {"title", "slug", "seo_title", "search_description", "show_in_menus"}
LONGEST, MOST_BLOCKS = 200_000, 2000


def packed_fields(model):
    """The fields of a kind that are written by people, by name. Rows that others point to are no part of it."""
    own = [field for field in model._meta.get_fields() if _is_written(field, model)]
    return {field.name: field for field in sorted(own, key=lambda field: field.name)}


def _is_written(field, model):
    if not field.concrete or field.auto_created or not field.editable or field.primary_key:
        return False
    if issubclass(model, Page) and field.name in {f.name for f in Page._meta.get_fields()}:
        return field.name in OF_EVERY_PAGE
    # Tags go by their words, beside the fields.
    if isinstance(field, TaggableManager):
        return False
    return field.name not in OF_WAGTAIL


def pack(row, name_of):
    """``{field: plain value}``. ``name_of(row class, id)``: what a row is called in the package.

    Raises ``Unreadable`` where a block holds what its kind does not know any more.
    """
    return {name: _packed(field, row, name_of) for name, field in packed_fields(type(row)).items()}


def _packed(field, row, name_of):
    if isinstance(field, StreamField):
        raw = list(getattr(row, field.name).raw_data)
        return walk(field.stream_block, raw, name_of)
    if isinstance(field, models.ManyToManyField):
        return sorted(
            name_of(field.related_model, one.pk) for one in getattr(row, field.name).all()
        )
    if isinstance(field, models.ForeignKey):
        identifier = getattr(row, field.attname)
        return identifier and name_of(field.related_model, identifier)
    value = field.value_from_object(row)
    if isinstance(field, RichTextField):
        return clean(value, name_of)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def unpack(model, given, row_of):
    """``{field: value}`` for a row of a kind. ``row_of(row class, name)``: the id of what is called so in the package.

    Raises ``Unreadable`` for what does not fit.
    """
    if not isinstance(given, dict):
        raise _unknown(model)
    fields = packed_fields(model)
    if unknown := given.keys() - fields.keys():
        raise _unknown(model, sorted(map(str, unknown))[0])
    return {name: _unpacked(fields[name], value, row_of) for name, value in given.items()}


def _unpacked(field, value, row_of):
    try:
        if isinstance(field, StreamField):
            return walk(field.stream_block, value, row_of)
        if isinstance(field, models.ManyToManyField):
            return [row_of(field.related_model, name) for name in value]
        if isinstance(field, models.ForeignKey):
            return value and row_of(field.related_model, value)
        if isinstance(field, RichTextField):
            return clean(_text(value), row_of)
        return _plain(field, value)
    except (TypeError, ValueError, ArithmeticError, AttributeError, ValidationError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _unknown(field.model, field.name) from error


def _plain(field, value):
    """A value as the editor would take it. A draft may still lack its words."""
    if isinstance(field, models.JSONField):
        if not isinstance(value, list) or not FITS[field.name](value):
            raise _unknown(field.model, field.name)
        return value
    if isinstance(field, models.CharField | models.TextField) and not _text(value):
        return value
    return field.clean(value, None)


def walk(block, raw, name):
    """Raw blocks with every row in them replaced by ``name(row class, what stood there)``, and rich text cleaned."""
    if isinstance(block, blocks.StreamBlock):
        return [_child(block, one, name) for one in _list(raw)]
    if isinstance(block, blocks.ListBlock):
        return [
            {
                "type": "item",
                "value": walk(block.child_block, _in(one)["value"], name),
                "id": _id(one),
            }
            for one in _list(raw)
        ]
    if isinstance(block, blocks.StructBlock):
        given = _in(raw)
        if unknown := given.keys() - block.child_blocks.keys():
            raise _unknown_block(sorted(map(str, unknown))[0])
        return {key: walk(block.child_blocks[key], value, name) for key, value in given.items()}
    if isinstance(block, blocks.ChooserBlock):
        return raw and name(block.model_class, raw)
    if isinstance(block, blocks.RichTextBlock):
        return clean(_text(raw), name)
    return _leaf(block, raw)


def _child(block, one, name):
    kind = _in(one).get("type")
    if kind not in block.child_blocks:
        raise _unknown_block(kind)
    return {
        "type": kind,
        "value": walk(block.child_blocks[kind], one.get("value"), name),
        "id": _id(one),
    }


def _leaf(block, raw):
    """Read as the block reads it, so that a number is a number and nothing is nested where words belong."""
    if isinstance(block, blocks.MultipleChoiceBlock) and isinstance(raw, list):
        return [_text(choice) for choice in raw]
    if isinstance(raw, dict | list):
        raise _unknown_block(block.name)
    try:
        block.get_prep_value(block.to_python(raw))
    except (TypeError, ValueError, ArithmeticError, ValidationError) as error:
        raise _unknown_block(block.name) from error
    return _text(raw) if isinstance(raw, str) else raw


def clean(html, name):
    """Rich text as the editor leaves it. A link to what is not known loses its address and keeps its words."""
    cleaned = LINK_ELSEWHERE.sub("<a>", nh3.clean(html, **RICH))
    return relinked(cleaned, partial(name, Page))


def relinked(html, page_of):
    """Rich text whose links to pages lead to ``page_of(what they led to)``, to nothing where that is None."""

    def renamed(link):
        identifier = ID.search(link[1])
        found = page_of(unescape(identifier[1])) if identifier else None
        return f'<a id="{escape(str(found))}" linktype="page">' if found else "<a>"

    return LINK_TO_PAGE.sub(renamed, html)


def _text(value):
    if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
        raise Unreadable(_("A text in this package is too long, or not a text."))
    return value


def _list(raw):
    if not isinstance(raw, list):
        raise _unknown_block("")
    if len(raw) > MOST_BLOCKS:
        raise Unreadable(_("This package is too large."))
    return raw


def _in(raw):
    if not isinstance(raw, dict):
        raise _unknown_block("")
    return raw


def _id(one):
    try:
        return str(UUID(one["id"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(_("A part of a page in this package has no lasting id.")) from error


def _unknown_block(name):
    return Unreadable(
        _("This package holds a kind of block that is not known here: %(name)s")
        % {"name": str(name)[:50]}
    )


def _unknown(model, name=""):
    return Unreadable(
        _("This package says something of a %(kind)s that is not known here: %(name)s")
        % {"kind": model._meta.verbose_name, "name": name[:50]}
    )
