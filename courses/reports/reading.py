"""A lesson as its reader has it before her: where she stopped, what she marked and wrote, how she reads."""

from typing import NamedTuple

from courses import reading
from courses.models import ActivityText, EditionActivity


class Part(NamedTuple):
    """A stretch of a lesson, or a quick check in its place. ``number`` counts from 1, checks included."""

    number: int
    html: str = ""
    audio: str = ""
    question: dict | None = None


def parts_of(text, *, seconds=None, pictures=True):
    """The body of a text in order. Recordings go on where they were left; without pictures none is loaded."""
    return [
        _part(number, part, seconds or {}, pictures) for number, part in enumerate(text.body, 1)
    ]


def parts_on_paper(text, *, pictures=True):
    """The body of a text in order as it is printed: nothing that only plays, every transcript open."""
    parts = parts_of(text, pictures=pictures)
    return [part._replace(html=reading.on_paper(part.html), audio="") for part in parts]


def _part(number, part, seconds, pictures):
    if "question" in part:
        return Part(number, question=part["question"])
    html = part["html"] if pictures else reading.without_pictures(part["html"])
    audio = reading.from_second(part.get("audio", ""), seconds)
    return Part(number, reading.goes_on(html, seconds), audio)


def kept_beside(enrolment, key, parts):
    """What she keeps for herself beside a lesson: bookmark, note, and the part to go on from, where it is not the top."""
    mine = {"activity_key": key}
    place = enrolment.lesson_places.filter(**mine).first()
    return {
        "bookmarked": enrolment.bookmarks.filter(**mine).exists(),
        "note": enrolment.lesson_notes.filter(**mine).first(),
        "go_on_at": place.part if place and 1 < place.part <= parts else None,
        "seconds": place.seconds if place else {},
    }


def with_lessons(rows):
    """Bookmarks or notes, each with its ``lesson`` in the edition that she reads now; None where it is not in there."""
    rows = list(rows)
    editions = {row.enrolment.cohort.edition_id for row in rows}
    found = EditionActivity.objects.filter(
        edition__in=editions, key__in=[row.activity_key for row in rows]
    ).defer("answer_key")
    lessons = {(lesson.edition_id, lesson.key): lesson for lesson in found}
    for row in rows:
        row.lesson = lessons.get((row.enrolment.cohort.edition_id, row.activity_key))
    return rows


def texts_of(activities, language, source):
    """Each activity that has something to read, with its text in the reader's language if there is one."""
    texts = {}
    found = ActivityText.objects.filter(activity__in=[activity.pk for activity in activities])
    for text in found.best_for(language, source):
        texts.setdefault(text.activity_id, text)
    return [(one, texts[one.pk]) for one in activities if one.pk in texts and texts[one.pk].parts]
