"""Several phones and desks on one database: what the worker processes of the test of quizzes at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os
import uuid
from datetime import UTC, datetime
from decimal import Decimal

import django

HANDS, ROUNDS = 4, 6
"""So many do the same at the same moment, and so often."""

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
    """Make the tables, and for each round a learner whose try is started and one whose answer waits for a marker."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.courses import attempts as hers  # noqa: PLC0415 - see above
    from tests.factories.courses import EnrolmentFactory  # noqa: PLC0415 - see above
    from tests.factories.people import PersonFactory  # noqa: PLC0415 - see above

    place = hers.place("single", "open", minutes=60, tries=0, reveal="never")
    people = PersonFactory.create_batch(HANDS)
    place.cohort.trainers.add(*people)
    started, waiting = [], []
    for enrolment in EnrolmentFactory.create_batch(2 * ROUNDS, cohort=place.cohort):
        attempt = hers.start(enrolment)
        if len(started) < ROUNDS:
            started.append(str(attempt.pk))
        else:
            hers.hand_in(
                enrolment, hers.wrong("single") | hers.right("open"), attempt_id=attempt.pk
            )
            waiting.append(str(attempt.pk))
    return [person.pk for person in people], started, waiting


def hand_in(hand, attempts):
    """Each phone hands in answers of its own to each of the tries, at the same moment as the others."""
    from courses.models import Attempt  # noqa: PLC0415 - see above
    from lms.offline import intake  # noqa: PLC0415 - see above
    from tests.courses import attempts as hers  # noqa: PLC0415 - see above

    said = []
    for pk in attempts:
        attempt = Attempt.objects.select_related("activity", "enrolment__learner").get(pk=pk)
        payload = {
            "enrolment": str(attempt.enrolment_id),
            "activity": str(attempt.activity.key),
            "attempt": pk,
            "language": "fr",
            "answers": hers.right("single") | {hers.OPEN: f"From phone {hand}"},
        }
        told = intake.Told(uuid.uuid4(), "courses.quiz_handed_in", datetime.now(UTC), payload)
        barrier.wait(timeout=60)
        reply = intake.record(told, by=attempt.enrolment.learner)
        said.append(reply.code or reply.outcome)
    return said


def mark(person, attempts):
    """Each trainer marks the same answer at the same moment, having seen no other marks."""
    from courses.actions.marking import mark_response  # noqa: PLC0415 - see above
    from courses.models import Response  # noqa: PLC0415 - see above
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from tests.courses import attempts as hers  # noqa: PLC0415 - see above

    by, said = Person.objects.get(pk=person), []
    for pk in attempts:
        response = Response.objects.get(attempt=pk, question_id=hers.OPEN)
        barrier.wait(timeout=60)
        try:
            mark_response(response, Decimal("0.5"), f"Says {person}", seen=0, by=by)
            said.append("kept")
        except RuleError as refusal:
            said.append(refusal.code)
    return said


def correct_or_hand_in(hand):
    """One corrects the key and marks again while the others begin new tries and hand them in."""
    from courses.actions import corrections  # noqa: PLC0415 - see above
    from courses.models import EditionActivity, Enrolment  # noqa: PLC0415 - see above
    from lms.core import jobs  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above
    from lms.core.policy import SYSTEM  # noqa: PLC0415 - see above
    from tests.courses import attempts as hers  # noqa: PLC0415 - see above

    quiz = EditionActivity.objects.get(kind="quiz")
    places = list(Enrolment.objects.order_by("pk").exclude(attempts=None))[hand::HANDS]
    barrier.wait(timeout=60)
    if hand:
        for enrolment in places:
            attempt = hers.start(enrolment)
            hers.hand_in(enrolment, hers.wrong("single"), attempt_id=attempt.pk)
        return
    key = {**quiz.answer_key[hers.SINGLE]}
    key["correct"] = hers.wrong("single")[hers.SINGLE]
    corrections.correct_key(quiz, hers.SINGLE, key, "It was the third.", by=SYSTEM)
    for promised in Job.objects.unfinished().filter(name="courses.mark_again"):
        jobs.run(promised.pk)


def look(_nothing):
    """What is kept at the end, as plain values."""
    from courses.actions.grades import keep_grade  # noqa: PLC0415 - see above
    from courses.models import Attempt, EditionActivity, Grade, Mark, Response  # noqa: PLC0415 - see above
    from lms.core.policy import SYSTEM  # noqa: PLC0415 - see above
    from lms.offline.models import Event  # noqa: PLC0415 - see above
    from tests.courses import attempts as hers  # noqa: PLC0415 - see above

    key = EditionActivity.objects.get(kind="quiz").answer_key[hers.SINGLE]
    answers = Response.objects.filter(question_id=hers.SINGLE)
    grades = {grade.pk: grade.computed for grade in Grade.objects.all()}
    for grade in Grade.objects.select_related("enrolment"):
        keep_grade(grade.enrolment, EditionActivity.objects.get(kind="quiz"), by=SYSTEM)
    return {
        "attempts": Attempt.objects.count(),
        "open": Attempt.objects.filter(status="open").count(),
        "responses": Response.objects.filter(question_id=hers.OPEN).count(),
        "marks": Mark.objects.exclude(given_by=None).count(),
        "refused": Event.objects.undecided().count(),
        "wrongly marked": [
            str(one.pk) for one in answers if (one.marks == 1) != (one.answer == key["correct"])
        ],
        "grades stay": grades == {grade.pk: grade.computed for grade in Grade.objects.all()},
    }
