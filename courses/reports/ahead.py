"""What a learner has ahead of her in her courses: what she has begun, what is due, and training days."""

from datetime import timedelta

from django.db.models import Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import (
    ActivityDates,
    Attempt,
    Completion,
    EditionActivity,
    Enrolment,
    TrainingDay,
    Upload,
)
from lms.core.agenda import Entry

DUE_AHEAD = timedelta(days=14)
OVERDUE_FOR = timedelta(days=30)
DAYS_AHEAD = timedelta(days=60)


def of(person, today):
    """Entries of her courses under way. What her edition does not have any more is left out."""
    places = {one.cohort_id: one for one in _under_way(person, today)}
    rows = [("due", row.due_on, row) for row in _due(places.values(), today)]
    rows += [("day", row.held_on, row) for row in _training_days(places, today)]
    rows += [("started", timezone.localdate(row.since), row) for row in _put_aside(places.values())]
    activities = _activities(places.values(), {row.activity_key for _kind, _day, row in rows})
    return [_started(attempt) for attempt in _open_attempts(places.values())] + [
        _entry(
            kind,
            day,
            activities[places[row.cohort_id].cohort.edition_id, row.activity_key],
            row,
            places,
        )
        for kind, day, row in rows
        if (places[row.cohort_id].cohort.edition_id, row.activity_key) in activities
    ]


def _under_way(person, today):
    return Enrolment.objects.of(person).open_on(today).select_related("cohort__edition")


def _open_attempts(places):
    """Those that are begun and not handed in. Where the time is over, the clock hands them in."""
    still = Q(ends_at=None) | Q(ends_at__gt=timezone.now())
    open_ones = Attempt.objects.filter(still, enrolment__in=places, status=Attempt.Status.OPEN)
    return open_ones.select_related("activity__edition").defer("activity__answer_key")


def _put_aside(places):
    """Work of which files have arrived that are not handed in."""
    files = Upload.objects.filter(
        enrolment__in=places, owner=F("enrolment__learner"), activity_key__isnull=False
    )
    since = {"cohort_id": F("enrolment__cohort_id"), "since": Min("uploaded_at")}
    return (
        files.order_by()
        .values("activity_key")
        .annotate(**since)
        .values_list("activity_key", "cohort_id", "since", named=True)
    )


def _due(places, today):
    """What is due soon or was due, and is not done."""
    done = Completion.objects.filter(
        enrolment__in=places,
        enrolment__cohort=OuterRef("cohort"),
        activity_key=OuterRef("activity_key"),
    )
    return ActivityDates.objects.filter(
        ~Exists(done),
        cohort__in=[one.cohort_id for one in places],
        due_on__range=(today - OVERDUE_FOR, today + DUE_AHEAD),
    )


def _training_days(places, today):
    return TrainingDay.objects.filter(
        cohort__in=list(places), cancelled_at=None, held_on__range=(today, today + DAYS_AHEAD)
    )


def _activities(places, keys):
    """``{(edition id, key): activity}``."""
    editions = [one.cohort.edition_id for one in places]
    found = EditionActivity.objects.filter(edition__in=editions, key__in=keys)
    return {(row.edition_id, row.key): row for row in found.defer("answer_key")}


def _started(attempt):
    end = attempt.ends_at and date_format(timezone.localtime(attempt.ends_at), "TIME_FORMAT")
    return Entry(
        day=timezone.localdate(attempt.started_at),
        kind="started",
        sentence=attempt.activity.title,
        url=reverse("learn:attempt", args=[attempt.pk]),
        note=_("You have time until %(time)s.") % {"time": end}
        if end
        else attempt.activity.edition.title,
    )


def _entry(kind, day, activity, row, places):
    place = places[row.cohort_id]
    return Entry(
        day=day,
        kind=kind,
        sentence=activity.title,
        url=reverse(f"learn:{activity.kind}", args=[place.pk, activity.key]),
        note=row.venue if kind == "day" else place.cohort.edition.title,
    )
