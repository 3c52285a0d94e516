from django.db import transaction

from courses import policy
from courses.reports import reminders
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify


@transaction.atomic
def remind(today, *, by):
    """Tell learners what is due within two days and which training day is tomorrow. Twice on a day is once."""
    require(policy.can_remind, by)
    for due in reminders.due_soon(today):
        _tell_due(due)
    for tomorrow in reminders.days_tomorrow(today):
        _tell_day(tomorrow)


def _tell_due(due):
    dates, activity = due.dates, due.activity
    notify(
        due.people,
        "courses.due_soon",
        subject=f"{dates.cohort_id}:{dates.activity_key}:{dates.due_on}",
        params={
            "activity": activity.titles,
            "course": dates.cohort.edition.titles,
            "day": dates.due_on,
        },
        path="learn/",
        by=SYSTEM,
    )


def _tell_day(tomorrow):
    held = tomorrow.day
    notify(
        tomorrow.people,
        "courses.day_tomorrow",
        subject=f"{held.pk}:{held.held_on}",
        params={
            "activity": tomorrow.activity.titles,
            "day": held.held_on,
            "venue": held.venue,
        },
        path="learn/",
        by=SYSTEM,
    )
