import segno
from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from lms.core.ids import new_id

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context):
    """This page's addresses in the other languages, each with its code, direction and own name.

    A page whose addresses differ from language to language gives them as ``language_urls``.
    """
    request, known = context["request"], context.get("language_urls", {})
    here = request.get_full_path()
    return [
        {
            "code": code,
            "name": name,
            "dir": direction(code),
            "url": known.get(code) or _in_language(request, here, code),
        }
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def _in_language(request, here, code):
    translated = translate_url(here, code)
    if translated != here:
        return translated
    # Pages outside the language prefixes say it in the query.
    query = request.GET.copy()
    query["lang"] = code
    return f"{request.path}?{query.urlencode()}"


@register.filter
def direction(code):
    """``rtl`` or ``ltr`` for a language code."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@register.filter
def in_its_language(words, language=None):
    """Marks a text that stands in another language than the page: the one given, or the one it knows itself."""
    language = language or getattr(words, "language", None)
    if not language or language == get_language():
        return words
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), words)


@register.inclusion_tag("components/icon.html")
def icon(name):
    return {"name": name}


@register.inclusion_tag("components/meter.html")
def meter(done, total, label):
    """A progress bar that says its figures: ``3 of 8``."""
    return {"done": done, "total": total, "label": label, "full": total and done >= total}


@register.inclusion_tag("components/event_fields.html")
def event_fields():
    """The id that makes sending a form twice store it once, and the device's time."""
    return {"event_id": new_id()}


@register.inclusion_tag("components/qr.html")
def qr(address):
    """An address as a QR code, with the address in words beside it."""
    return {"address": address, "picture": segno.make(address, micro=False).svg_data_uri(border=2)}


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context, page):
    """Links to the pages of a long list, keeping the other choices in the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
