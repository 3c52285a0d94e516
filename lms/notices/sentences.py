"""The sentences of a notice, written when they are read: in the reader's language, with its dates."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language


def kept(params, places):
    """What fills the places of a kind, as JSON.

    Raises TypeError unless each place is filled by its type: a title in one language would stay in it for ever.
    """
    wrong = [name for name in places if not isinstance(params.get(name), places[name])]
    if wrong or params.keys() != places.keys():
        raise TypeError(f"{params} does not fill {places}")
    return {name: _as_json(value) for name, value in params.items()}


def _as_json(value):
    return {"day": value.isoformat()} if isinstance(value, date) else value


def written(sentence, params):
    """A lazy sentence with its named places filled from what was ``kept``."""
    return str(sentence) % {name: _text(value) for name, value in params.items()}


def _text(value):
    if not isinstance(value, dict):
        return value
    if "day" in value:
        return date_format(parse_date(value["day"]), "DATE_FORMAT")
    return value.get(get_language()) or next(iter(value.values()), "")
