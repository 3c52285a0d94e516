"""Managers and a member on one database: what the worker processes of the tests of acceptance at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import datetime as dt
import os

import django

WORKERS, MEETINGS = 2, 8
MARCH = dt.date(2026, 3, 1)

barrier = None


def open_database(database, meeting_point):
    """Runs first in each process: the settings of the suite, on a database that all processes share."""
    global barrier
    barrier = meeting_point
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    django.setup()


def prepare(status):
    """Make the tables and some sessions of March; their ids, two managers and a member of the cooperative."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import mentoring as made  # noqa: PLC0415 - see above

    engagement = made.EngagementFactory(cooperative__country="MA")
    member = made.MembershipFactory(cooperative=engagement.cooperative)
    sessions = [
        made.CoachingSessionFactory(
            engagement=engagement, held_on=MARCH + dt.timedelta(days=day), status=status
        )
        for day in range(MEETINGS)
    ]
    managers = [made.appointed("manager", "MA").pk for _ in range(2)]
    return [session.pk for session in sessions], managers, member.person_id


def accept_or_dispute(person, sessions, *, disputes):
    """One session at each meeting, at the same moment as the other; what came of it."""
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from mentoring.actions.acceptance import accept_session  # noqa: PLC0415 - see above
    from mentoring.actions.confirmations import dispute_session  # noqa: PLC0415 - see above
    from mentoring.models import CoachingSession  # noqa: PLC0415 - see above

    by, outcomes = Person.objects.get(pk=person), []
    for key in sessions:
        session = CoachingSession.objects.select_related("engagement__cooperative").get(pk=key)
        barrier.wait(timeout=60)
        try:
            if disputes:
                dispute_session(session, "It was shorter.", by=by)
            else:
                accept_session(session, because="I called the chair.", by=by)
            outcomes.append("done")
        except RuleError as refusal:
            outcomes.append(refusal.code)
    return outcomes


def close(manager):
    """Close March at the same moment as the other manager; the id and the digest of the month."""
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from mentoring.actions.months import close_month  # noqa: PLC0415 - see above

    by = Person.objects.get(pk=manager)
    barrier.wait(timeout=60)
    closed = close_month("MA", MARCH, by=by)
    return closed.pk, closed.digest


def look():
    """What the database holds in the end: the state of each session, how often its history says so, and the months."""
    from mentoring.models import ClosedMonth, CoachingSession  # noqa: PLC0415 - see above

    sessions = CoachingSession.objects.order_by("held_on")
    return {
        "states": [session.status for session in sessions],
        "moved": [session.history.filter(status=session.status).count() for session in sessions],
        "months": [
            [session["id"] for session in month.facts["sessions"]]
            for month in ClosedMonth.objects.all()
        ],
    }
