"""Four phones on one database: what the worker processes of the concurrency test do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import datetime as dt
import os
import random
import uuid

import django

LEARNERS, LESSONS, TRIES = 8, 20, 3
START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)
PHONES = 4
TOGETHER = 20
"""So many times all phones send the same event at the same moment."""

barrier = None
announced = []


def open_database(database, meeting_point):
    """Runs first in each process: the settings of the suite, on a database that all processes share."""
    global barrier
    barrier = meeting_point
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    django.setup()
    from courses.signals import course_completed  # noqa: PLC0415 - see above

    course_completed.connect(announce)


def announce(sender, enrolment, **kwargs):
    announced.append(str(enrolment.pk))


def prepare():
    """Make the tables and the course, and return the distinct events, each as plain values.

    Events with the same ``meeting`` are to be sent at the same moment, each by another phone.
    """
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import courses as made  # noqa: PLC0415 - see above

    lessons = [made.lesson(languages=["fr"]) for _ in range(LESSONS)]
    quiz = made.quiz(languages=["fr"], tries=TRIES)
    cohort = made.CohortFactory(edition=made.edition(*lessons, quiz))
    events = []
    for number, enrolment in enumerate(made.EnrolmentFactory.create_batch(LEARNERS, cohort=cohort)):
        *first, last = [{"enrolment": str(enrolment.pk), "activity": str(a.key)} for a in lessons]
        test = {"enrolment": str(enrolment.pk), "activity": str(quiz.key), "language": "fr"}
        end = f"end {number}" if number % 2 else ""
        hers = [event for step in first for event in _lesson_events(step, made)]
        hers += _lesson_events(last, made, meeting=end)
        hers += _passing(test, made, end) if end else _failing(test, made, f"begin {number}")
        events += [{**event, "person": enrolment.learner_id} for event in hers]
    return events


def _event(kind, minute, payload, meeting=""):
    return {
        "id": str(uuid.uuid4()),
        "kind": f"courses.{kind}",
        "minute": minute,
        "payload": payload,
        "meeting": meeting,
    }


def _lesson_events(step, made, meeting=""):
    """The same lesson finished on two devices, and its check answered three times, right only the last time."""
    finished = [_event("lesson_finished", minute, step, meeting) for minute in (30, 40)]
    answers = zip((10, 15, 20), reversed(made.OPTIONS), strict=True)
    asked = {**step, "question": made.CHECK}
    return finished + [
        _event("check_answered", minute, {**asked, "answer": [option]})
        for minute, option in answers
    ]


def _passing(test, made, meeting):
    """Two tries that fail at any time, one that passes together with the last lesson: the course is complete."""
    right, wrong = ({made.QUESTION: [option]} for option in made.OPTIONS[:2])
    return [
        *[_event("quiz_handed_in", minute, {**test, "answers": wrong}) for minute in (50, 55)],
        _event("quiz_handed_in", 45, {**test, "answers": right}, meeting),
    ]


def _failing(test, made, meeting):
    """More tries than there are, four of them at the same moment."""
    wrong = {**test, "answers": {made.QUESTION: [made.OPTIONS[1]]}}
    return [
        _event("quiz_handed_in", minute, wrong, meeting if minute < PHONES else "")
        for minute in range(2 * TRIES)
    ]


def schedules(events, total):
    """For each phone what it sends and whether it waits for the others before it: every event at least once.

    First the meetings at the beginning, then everything out of order and again and again, some of it by all phones
    at once, then the meetings at the end, twice.
    """
    dice = random.Random(7)  # noqa: S311 - a plan, not a secret
    begin, end = _meetings(events, "begin", dice), _meetings(events, "end", dice)
    free = [event for event in events if not event["meeting"].startswith("end")]
    parts = [[] for _ in range(PHONES)]
    for event in free:
        dice.choice(parts).append((event, False))
    for part, ended in zip(parts, end, strict=True):
        rest = total // PHONES - len(begin[0]) - 2 * len(ended) - len(part) - TOGETHER
        part += [(event, False) for event in dice.choices(free, k=rest)]
        dice.shuffle(part)
    for place, event in enumerate(dice.sample(free, TOGETHER)):
        for part in parts:
            part.insert(place * 10, (event, True))
    return [begin[phone] + parts[phone] + end[phone] + end[phone - 1] for phone in range(PHONES)]


def _meetings(events, when, dice):
    """For each phone its part in each of the meetings at the beginning or at the end."""
    found = {}
    for event in events:
        if event["meeting"].startswith(when):
            found.setdefault(event["meeting"], []).append(event)
    full = [met + dice.choices(met, k=PHONES - len(met)) for met in found.values()]
    return [[(met[phone], True) for met in full] for phone in range(PHONES)]


def send(schedule):
    """Send all events of one phone; the replies, and which courses were announced as completed here."""
    from lms.offline import intake  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    people = Person.objects.in_bulk()
    replies = []
    for event, together in schedule:
        if together:
            barrier.wait(timeout=20)
        told = intake.Told(
            uuid.UUID(event["id"]),
            event["kind"],
            START + dt.timedelta(minutes=event["minute"]),
            event["payload"],
        )
        reply = intake.record(told, by=people[event["person"]])
        replies.append((event["id"], reply.outcome, reply.code))
    return replies, announced


def look():
    """What the database holds in the end, as plain values."""
    from courses.models import Attempt, CheckAnswer, Completion, Enrolment  # noqa: PLC0415 - see above
    from lms.offline.models import Event  # noqa: PLC0415 - see above

    return {
        "events": sorted((str(e.id), e.outcome) for e in Event.objects.all()),
        "completions": Completion.objects.count(),
        "checks": [(c.right, c.answered_at) for c in CheckAnswer.objects.all()],
        "attempts": [
            (str(a.pk), str(a.enrolment_id), a.number, a.passed) for a in Attempt.objects.all()
        ],
        "completed": sorted(
            str(e.pk) for e in Enrolment.objects.filter(status="completed").order_by("pk")
        ),
    }
