from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from courses.choices import ActivityKind
from courses.models import Bookmark, LessonNote, LessonPlace

from .learning import take_up


@transaction.atomic
def keep_place(enrolment, activity_key, *, part, seconds, at, by):
    """Remember how far she has come inside a lesson. Of several devices the latest time stays, never one ahead of ours.

    Told often and worth nothing to anybody else: it does not go through the one door, and may get lost.
    """
    enrolment, lesson = take_up(enrolment, activity_key, ActivityKind.LESSON, at=at, by=by)
    at = min(at, timezone.now())
    known = enrolment.lesson_places.filter(activity_key=lesson.key).first()
    if known and known.kept_at >= at:
        return known
    kept, _created = LessonPlace.objects.update_or_create(
        enrolment=enrolment,
        activity_key=lesson.key,
        defaults={"part": part, "seconds": seconds, "kept_at": at},
    )
    return kept


@transaction.atomic
def set_bookmark(enrolment, activity_key, wanted, *, by):
    """Mark a lesson to be found again, or not any more. Twice is once."""
    enrolment, lesson = take_up(enrolment, activity_key, ActivityKind.LESSON, by=by)
    if wanted:
        Bookmark.objects.get_or_create(enrolment=enrolment, activity_key=lesson.key)
    else:
        enrolment.bookmarks.filter(activity_key=lesson.key).delete()


@transaction.atomic
def keep_note(enrolment, activity_key, text, *, base, at, by):
    """Keep what a learner writes for herself beside a lesson. Written empty, it is taken away.

    ``base`` is when the note that she had before her was written. Was it another one, because she wrote on two
    devices, both texts are kept in one note, the older first.
    """
    enrolment, lesson = take_up(enrolment, activity_key, ActivityKind.LESSON, at=at, by=by)
    note = enrolment.lesson_notes.filter(activity_key=lesson.key).first()
    at, text = min(at, timezone.now()), text.strip()
    if note is None:
        if not text:
            return None
        return LessonNote.objects.create(
            enrolment=enrolment, activity_key=lesson.key, text=text, written_at=at
        )
    if note.written_at != base:
        text, at = _both(note, text, at)
    if not text:
        note.delete()
        return None
    note.text, note.written_at = text, at
    note.save(update_fields=["text", "written_at"])
    return note


def _both(note, text, at):
    """Two texts that know nothing of each other, in the order they were written. What is in the other is said once."""
    if not text or text in note.text:
        return note.text, note.written_at
    if note.text in text:
        return text, max(at, note.written_at)
    (_early, first), (late, second) = sorted([(note.written_at, note.text), (at, text)])
    moment = date_format(timezone.localtime(late), "SHORT_DATETIME_FORMAT")
    return f"{first}\n\n— {moment} —\n{second}", late
