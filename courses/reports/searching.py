"""Lessons that hold some words, among those that a learner may read."""

from typing import NamedTuple

from django.db.models import Case, Value, When

from courses import finding, reading
from courses.models import ActivityText, Cohort, Enrolment

MOST = 500


class Found(NamedTuple):
    """A text with where its reader reads it (her enrolment, or the cohort she runs), and the words around the hit."""

    text: ActivityText
    place: Enrolment | Cohort
    pieces: list


def matching(words, places, language):
    """Ids of texts that hold all the words, one for each activity, in the reader's language if it is found there.

    ``places``: id of an activity that she may read → where.
    """
    if not words:
        return []
    mine = Case(When(language=language, then=Value(0)), default=Value(1))
    texts = ActivityText.objects.filter(activity__in=list(places))
    for word in words:
        texts = texts.filter(search_text__contains=word)
    rows = texts.order_by(mine, "activity__edition", "activity__position", "language")
    first = {}
    for pk, activity in rows.values_list("pk", "activity_id")[:MOST]:
        first.setdefault(activity, pk)
    return list(first.values())


def shown(ids, words, places):
    """What is shown of some texts, in the order of their ids."""
    texts = ActivityText.objects.select_related("activity").defer("activity__answer_key", "guide")
    by_id = texts.in_bulk(ids)
    return [
        Found(text, places[text.activity_id], finding.snippet(_words(text), words))
        for text in (by_id[pk] for pk in ids)
    ]


def _words(text):
    return " ".join(reading.words(part["html"]) for part in text.parts if "html" in part)
