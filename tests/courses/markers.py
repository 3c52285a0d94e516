"""Four trainers on one database: what the worker processes of the test of marking at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os

import django

MARKERS, WORKS = 4, 6

barrier = None


def open_database(database, meeting_point):
    """Runs first in each process: the settings of the suite, on a database that all processes share."""
    global barrier
    barrier = meeting_point
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    django.setup()


def prepare(second_marker):
    """Make the tables and the works that wait; the ids of the trainers and of the works."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from courses.models import Cohort  # noqa: PLC0415 - see above
    from tests.factories.courses import EnrolmentFactory  # noqa: PLC0415 - see above

    from .marking import taught  # noqa: PLC0415 - see above
    from .test_submissions import hand_in  # noqa: PLC0415 - see above

    enrolment, work = taught(MARKERS, second_marker=second_marker)
    places = [EnrolmentFactory(cohort=enrolment.cohort) for _ in range(WORKS)]
    works = [str(hand_in(place, work).pk) for place in places]
    trainers = Cohort.objects.get().trainers.order_by("pk")
    return [trainer.pk for trainer in trainers], works


def mark(trainer, outcome, works):
    """Mark each work at the same moment as the others; for each, whether it was kept or why not."""
    from courses.models import Submission  # noqa: PLC0415 - see above
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    from .marking import mark as review  # noqa: PLC0415 - see above

    person, said = Person.objects.get(pk=trainer), []
    for pk in works:
        submission = Submission.objects.select_related("enrolment__cohort").get(pk=pk)
        barrier.wait(timeout=30)
        try:
            said.append(review(submission, person, outcome).outcome)
        except RuleError as refusal:
            said.append(refusal.code)
    return said


def look():
    """What the database holds in the end, as plain values."""
    from courses import verdicts  # noqa: PLC0415 - see above
    from courses.actions.reviews import OUTCOMES  # noqa: PLC0415 - see above
    from courses.models import Completion, Submission  # noqa: PLC0415 - see above
    from lms.notices.models import Notice  # noqa: PLC0415 - see above

    kept = []
    for work in Submission.objects.order_by("pk"):
        opinions = [review.opinion for review in work.reviews.all()]
        told = verdicts.verdict(opinions, markers=work.activity.markers_needed)
        settled = told and (OUTCOMES[told.outcome], told.percent)
        kept.append(
            {
                "reviews": len(opinions),
                "as_recomputed": settled == (work.status, work.percent),
                "done": Completion.objects.filter(enrolment=work.enrolment_id).exists(),
                "accepted": work.status == "accepted",
                "notices": Notice.objects.filter(subject=str(work.pk)).count(),
            }
        )
    return kept
