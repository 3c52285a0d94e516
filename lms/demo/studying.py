"""What learners keep for themselves, and the days their trainers set."""

from datetime import timedelta

from django.utils import timezone

from courses.actions.dates import Dates, set_dates
from courses.actions.reading import keep_note, keep_place, set_bookmark
from courses.models import Cohort, Enrolment
from courses.reports.learning import Outline
from lms.core.policy import SYSTEM

READER = ("Argane, automne", "AFRAH")
"""The cohort and the cooperative of whoever marks, writes and stops in the middle of a lesson."""
SLOWLY = "Petite Côte"
"""The cohort whose last activities open one after the other."""


def load():
    for cohort in Cohort.objects.filter(name__in=[READER[0], SLOWLY]):
        _set_dates(cohort, opens=cohort.name == SLOWLY)
    name, cooperative = READER
    readers = Enrolment.objects.filter(
        cohort__name=name, learner__memberships__cooperative__code=cooperative
    )
    if reader := readers.select_related("cohort__edition", "learner").order_by("pk").first():
        _read(reader)


def _set_dates(cohort, *, opens):
    """The last five activities, one after the other from next week on."""
    today = timezone.localdate()
    last = cohort.edition.activities.order_by("-position")[:5]
    days = [today + timedelta(days=5 + 4 * number) for number in range(len(last))]
    dates = [
        Dates(activity.key, day if opens else None, day + timedelta(days=7))
        for activity, day in zip(reversed(last), days, strict=True)
    ]
    set_dates(cohort, dates, by=SYSTEM)


def _read(reader):
    """A bookmark and a note in the first lesson, and a lesson she stopped in the middle of."""
    lessons = [step for step in Outline.of(reader).steps if step.kind == "lesson" and not step.lock]
    here = next((step for step in lessons if not step.done), lessons[-1])
    by, now = reader.learner, timezone.now()
    set_bookmark(reader, lessons[0].key, True, by=by)
    words = "Demander à la trésorière de peser les sacs avec moi."
    keep_note(reader, lessons[0].key, words, base=None, at=now, by=by)
    keep_place(reader, here.key, part=3, seconds={}, at=now, by=by)
