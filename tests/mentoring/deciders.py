"""Two managers on one database: what the worker processes of the test of deciding at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os

import django

MANAGERS, STAGES = 2, 6

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
    """Make the tables, the managers and the passages that wait; their ids."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from lms.people.choices import Role  # noqa: PLC0415 - see above
    from mentoring.models import StagePassage  # noqa: PLC0415 - see above
    from tests.factories.courses import ProgrammeFactory  # noqa: PLC0415 - see above
    from tests.factories.mentoring import EngagementFactory, mentor_of  # noqa: PLC0415 - see above
    from tests.factories.people import appointed  # noqa: PLC0415 - see above
    from tests.factories.plans import piece, stages  # noqa: PLC0415 - see above

    programme = ProgrammeFactory()
    [gate] = stages(programme, [piece("number", "registered")])
    passages = []
    for _ in range(STAGES):
        engagement = EngagementFactory(programme=programme, cooperative__country="MA")
        passage = {"gate": gate, "cooperative": engagement.cooperative, "shown": []}
        known = StagePassage.objects.create(
            id=engagement.pk, mentor=mentor_of(engagement), **passage
        )
        passages.append(str(known.pk))
    return [appointed(Role.MANAGER, "MA").pk for _ in range(MANAGERS)], passages


def decide(manager, deed, passages):
    """Decide on each passage at the same moment as the other; for each, what it is now or why not."""
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from mentoring.actions import gates  # noqa: PLC0415 - see above
    from mentoring.models import StagePassage  # noqa: PLC0415 - see above

    person, said = Person.objects.get(pk=manager), []
    for pk in passages:
        passage = StagePassage.objects.select_related("cooperative").get(pk=pk)
        barrier.wait(timeout=30)
        try:
            if deed == "approve":
                said.append(gates.approve_passage(passage, by=person).status)
            else:
                said.append(gates.return_passage(passage, "Not yet", by=person).status)
        except RuleError as refusal:
            said.append(refusal.code)
    return said


def look():
    """What the database holds in the end, as plain values."""
    from lms.notices.models import Notice  # noqa: PLC0415 - see above
    from mentoring.models import StagePassage  # noqa: PLC0415 - see above

    return [
        {
            "status": passage.status,
            "decided": passage.decided_by_id is not None,
            "decisions": passage.history.exclude(status="asked").count(),
            "notices": Notice.objects.filter(subject=str(passage.pk)).count(),
        }
        for passage in StagePassage.objects.order_by("pk")
    ]
