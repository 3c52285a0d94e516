"""Members on one database: what the worker processes of the test of scores at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os
import uuid

import django

MEMBERS, TIMES = 2, 4

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
    """Make the tables and a diagnostic; its id, and whom each process scores for: her own members, then one for both."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import diagnostics as made  # noqa: PLC0415 - see above

    shown = made.diagnostic(members=MEMBERS * TIMES + 1)
    *own, both = [member.pk for member in made.members(shown)]
    turns = [[*own[number::MEMBERS], both] for number in range(MEMBERS)]
    return str(shown.pk), made.mentor(shown).pk, turns


def score(diagnostic, holder, number, turns):
    """Send the scores of one member after the other, each at the same moment as the other process; the outcomes."""
    from django.utils import timezone  # noqa: PLC0415 - see above

    from lms.offline import intake  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    person, outcomes = Person.objects.get(pk=holder), []
    for member in turns:
        payload = {
            "diagnostic": diagnostic,
            "membership": member,
            "levels": {"assemblies": number, "offices": 4 - number},
        }
        told = intake.Told(uuid.uuid4(), "mentoring.scores_given", timezone.now(), payload)
        barrier.wait(timeout=30)
        outcomes.append(intake.record(told, by=person).outcome)
    return outcomes


def look():
    """What the database holds in the end, as plain values."""
    from mentoring.models import AnonymousScores, ScoreInvitation  # noqa: PLC0415 - see above

    kept = sorted(
        one["assemblies"] for one in AnonymousScores.objects.values_list("levels", flat=True)
    )
    return kept, ScoreInvitation.objects.filter(answered=False).count()
