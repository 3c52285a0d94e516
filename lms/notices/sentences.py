"""The sentences of a notice, written when they are read: in the reader's language, with its dates."""

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language


def day(date):
    """A date as a param."""
    return {"day": date.isoformat()}


def written(sentence, params):
    """A lazy sentence with its named places filled.

    A param is a text, ``day(date)``, or a text in several languages ``{language: text}``.
    """
    return str(sentence) % {name: _text(value) for name, value in params.items()}


def _text(value):
    if not isinstance(value, dict):
        return value
    if "day" in value:
        return date_format(parse_date(value["day"]), "DATE_FORMAT")
    return value.get(get_language()) or next(iter(value.values()), "")
