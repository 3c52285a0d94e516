"""Who was there: half-day by half-day, person by person, and how far that carries each learner."""

from collections import Counter, defaultdict

from django.db.models import Count

from courses.attendance import Workshop
from courses.choices import THERE, Presence
from courses.models import Attendance, TrainingDay, TrainingReport


def workshops_of(cohort, activities):
    """``{activity key: Workshop}``: their half-days in the cohort, in the curriculum, planned, and held so far."""
    mine = {"cohort": cohort, "activity_key__in": [activity.key for activity in activities]}
    days = TrainingDay.objects.to_be_held().filter(**mine)
    marked = Attendance.objects.filter(day__in=days).order_by().distinct()
    held = Counter(key for key, *_half in marked.values_list("day__activity_key", "day", "half"))
    planned = Counter(day.activity_key for day in days for _half in day.halves)
    submitted = TrainingReport.objects.filter(**mine, submitted_at__isnull=False)
    reported = set(submitted.values_list("activity_key", flat=True))
    return {
        activity.key: Workshop(
            half_days=activity.rules.get("half_days", 0),
            planned=planned[activity.key],
            held=held[activity.key],
            needed=activity.rules.get("min_attendance", 0),
            reported=activity.key in reported,
        )
        for activity in activities
    }


def workshop_of(cohort, activity):
    return workshops_of(cohort, [activity])[activity.key]


def standings(cohort, activity, enrolments):
    """``{enrolment id: Standing}`` of these learners in a workshop. Days in an earlier cohort count too."""
    workshop = workshop_of(cohort, activity)
    there = Attendance.objects.of_workshop(activity.key).there().filter(enrolment__in=enrolments)
    attended = dict(there.values("enrolment").annotate(n=Count("pk")).values_list("enrolment", "n"))
    return {pk: workshop.standing(attended.get(pk, 0)) for pk in enrolments}


def counts_of_halves(days):
    """``{(day id, half): {presence: how many}}`` of the half-days that were held."""
    rows = Attendance.objects.filter(day__in=days).values("day", "half", "presence")
    counts = defaultdict(Counter)
    for row in rows.annotate(n=Count("pk")):
        counts[row["day"], row["half"]][row["presence"]] = row["n"]
    return counts


def half_days(days):
    """Each half-day of these days with its counts, and without where nobody has said yet."""
    counts = counts_of_halves([day.pk for day in days])
    return [
        {
            "day": day,
            "halves": [(half, presences(counts.get((day.pk, half)))) for half in day.halves],
        }
        for day in days
    ]


def presences(counted):
    """``[(presence, how many)]`` in their usual order, or nothing where nobody was counted."""
    if not counted:
        return []
    return [(presence, counted.get(presence, 0)) for presence in Presence]


def there_in(counts):
    """How many were present or late, or nothing where nobody was counted."""
    return sum(number for presence, number in counts if presence in THERE) if counts else ""


def attendance_of(enrolment, activity):
    """The days of a workshop in her cohort, cancelled ones too, each half with what she was marked or None."""
    days = enrolment.cohort.training_days.of_workshop(activity.key).select_related("trainer")
    marks = {(row.day_id, row.half): row for row in enrolment.attendances.filter(day__in=days)}
    return [
        {"day": day, "halves": [(half, marks.get((day.pk, half))) for half in day.halves]}
        for day in days
    ]
