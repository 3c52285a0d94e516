"""Managers on one database: what the worker processes of the tests of asking and agreeing at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django

AT_ONCE = 3

barrier = None


def open_database(database, meeting_point):
    """Runs first in each process: the settings of the suite, on a database that all processes share."""
    global barrier
    barrier = meeting_point
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    django.setup()


def pool_on(database):
    context = get_context("spawn")
    return ProcessPoolExecutor(
        AT_ONCE,
        mp_context=context,
        initializer=open_database,
        initargs=(database, context.Barrier(AT_ONCE)),
    )


def prepare_questions():
    """A mentor who can take one cooperative, and an engagement for each manager; ``(mentor, [(engagement, manager)])``."""
    made = _made()
    from mentoring.models import MentorProfile  # noqa: PLC0415 - see above

    mentor = made.appointed("mentor")
    MentorProfile.objects.create(person=mentor, most_cooperatives=1)
    looking = [
        made.EngagementFactory(status="proposed", mentors=[], cooperative__country="MA")
        for _ in range(AT_ONCE)
    ]
    return mentor.pk, [(one.pk, made.appointed("manager", "MA").pk) for one in looking]


def ask(mentor, pair):
    """Ask the same mentor at the same moment as the others; what came of it."""
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from mentoring.actions.engagements import ask_mentor  # noqa: PLC0415 - see above
    from mentoring.models import Engagement  # noqa: PLC0415 - see above

    engagement = Engagement.objects.select_related("cooperative").get(pk=pair[0])
    mentor, manager = Person.objects.get(pk=mentor), Person.objects.get(pk=pair[1])
    barrier.wait(timeout=30)
    try:
        return ask_mentor(engagement, mentor, by=manager).status
    except RuleError as refusal:
        return refusal.code


def _made():
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import mentoring  # noqa: PLC0415 - see above

    return mentoring


def prepare_opening():
    """A note that one manager asks to open, and those who can agree; ``(opening, [manager])``."""
    made = _made()
    from mentoring.actions import notes, openings  # noqa: PLC0415 - see above

    session = made.logged_session(made.EngagementFactory(cooperative__country="MA"))
    note = notes.keep_private_note(session, "Facts.", by=session.logged_by)
    asked = openings.ask_to_open(note, "Danger.", by=made.appointed("manager", "MA"))
    return asked.pk, [made.appointed("manager", "MA").pk for _ in range(AT_ONCE)]


def agree(opening, manager):
    """Agree at the same moment as the others; what came of it."""
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above
    from mentoring.actions.openings import agree_to_open  # noqa: PLC0415 - see above
    from mentoring.models import NoteOpening  # noqa: PLC0415 - see above

    opening = NoteOpening.objects.for_page().get(pk=opening)
    manager = Person.objects.get(pk=manager)
    barrier.wait(timeout=30)
    try:
        agree_to_open(opening, by=manager)
    except RuleError as refusal:
        return refusal.code
    return "agreed"


def authors_notices():
    """How often an author was told."""
    from lms.notices.models import Notice  # noqa: PLC0415 - see above

    return Notice.objects.filter(kind="mentoring.note_opened").count()
