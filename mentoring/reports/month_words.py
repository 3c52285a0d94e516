from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from courses import ages
from lms.people.choices import Country
from mentoring.choices import Mode, Topic


def words_of(language):
    """Every word of a month's report in a language: a later translation must not change what was reported."""
    with translation.override(language):
        return {
            "bidi": get_language_info(language)["bidi"],
            "title": _("Mentoring report"),
            "sheets": [_("Figures"), _("Sessions"), _("Times of mentors"), _("Amendments")],
            "yes": _("yes"),
            "no": _("no"),
            "country": {value: str(label) for value, label in Country.choices},
            "mode": {value: str(label) for value, label in Mode.choices},
            "topic": {value: str(label) for value, label in Topic.choices},
            "field": _fields(),
            "figure": _figures(),
            "sessions": _sessions(),
            "times": _times(),
            "amendments": _amendments(),
        }


def _figures():
    return {
        "figure": _("Figure"),
        "value": _("Value"),
        "country": _("Country"),
        "month": _("Month"),
        "closed_on": _("Closed on"),
        "closed_by": _("Closed by"),
        "sessions": _("Sessions accepted"),
        "confirmed": _("Of these confirmed by the cooperative"),
        "late": _("Of these held in an earlier month"),
        "contact": _("Minutes with the cooperatives, each session once"),
        "mentor_minutes": _("Minutes of the mentors with the cooperatives"),
        "preparation": _("Minutes of preparation"),
        "travel": _("Minutes on the way"),
        "km": _("Kilometres"),
        "amendments": _("Amendments to months closed before"),
    }


def _cooperative():
    return [_("Cooperative"), _("Register number"), _("Region"), _("Commune"), _("Programme")]


def _sessions():
    return [
        _("Date"),
        _("Held in an earlier month"),
        *_cooperative(),
        _("Mode"),
        _("Minutes"),
        _("Mentors"),
        _("Women"),
        _("Men"),
        _("Sex not stated"),
        *(_age(name) for name in ages.NAMES),
        _("Topics"),
        _("Confirmed by the cooperative on"),
        _("Accepted on"),
        _("Accepted because"),
        _("Session"),
    ]


def _age(name):
    return _("Age unknown") if name == ages.UNKNOWN else _("Age %(band)s") % {"band": name}


def _times():
    return [
        _("Mentor"),
        _("Date"),
        *_cooperative(),
        _("Minutes with the cooperative"),
        _("Minutes of preparation"),
        _("Minutes on the way"),
        _("Kilometres"),
        _("Session"),
    ]


def _amendments():
    return [
        _("Date"),
        _("Reported in"),
        *_cooperative(),
        _("What was changed"),
        _("Before"),
        _("After"),
        _("Reason"),
        _("Changed on"),
        _("Changed by"),
        _("Session"),
    ]


def _fields():
    return {
        "held_on": _("Date"),
        "starts_at": _("From what time"),
        "mode": _("Mode"),
        "place": _("Place"),
        "minutes": _("Minutes"),
        "guests_women": _("Guests, women"),
        "guests_men": _("Guests, men"),
        "topics": _("Topics"),
        "shared_summary": _("Shared summary"),
        "attendees": _("Members who took part"),
    }
