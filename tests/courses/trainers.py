"""Two trainers on one database: what the worker processes of the test of attendance at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import datetime as dt
import os
import uuid

import django

TRAINERS, PEOPLE, MEETINGS = 2, 12, 6
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)

barrier = None


def open_database(database, meeting_point):
    """Runs first in each process: the settings of the suite, on a database that all processes share."""
    global barrier
    barrier = meeting_point
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    django.setup()


def prepare():
    """Make the tables, a day and its people; whose both trainers are, and what each of them sends, meeting by meeting.

    Each marks half of the people by herself, and both mark the last ones, the second trainer a minute later.
    """
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import days as made  # noqa: PLC0415 - see above

    cohort = made.training(people=PEOPLE)
    second = made.appointed(made.Role.TRAINER)
    cohort.trainers.add(second)
    day = made.day_of(cohort, afternoon=False)
    people = [str(place.pk) for place in cohort.places]
    own = [people[:MEETINGS][:3], people[3:MEETINGS]]
    both = people[MEETINGS:]
    sent = [
        [{**_one(own[who], meeting), both[meeting]: mark} for meeting in range(MEETINGS)]
        for who, mark in enumerate(("absent", "late"))
    ]
    return str(day.pk), [cohort.trainer.pk, second.pk], sent


def _one(own, meeting):
    """Each of her own people is marked at one of the meetings."""
    return {own[meeting]: "present"} if meeting < len(own) else {}


def take(day, trainer, number, schedule):
    """Send each list of marks at the same moment as the other trainer; the outcomes."""
    from lms.offline import intake  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    person, outcomes = Person.objects.get(pk=trainer), []
    for marks in schedule:
        told = intake.Told(
            uuid.uuid4(),
            "courses.attendance_taken",
            NINE + dt.timedelta(minutes=number),
            {"day": day, "half": "am", "marks": marks},
        )
        barrier.wait(timeout=30)
        outcomes.append(intake.record(told, by=person).outcome)
    return outcomes


def look():
    """What the database holds in the end, as plain values."""
    from courses.models import Attendance  # noqa: PLC0415 - see above

    return {str(row.enrolment_id): row.presence for row in Attendance.objects.all()}
