"""Four certifiers on one database: what the worker processes of the test of decisions at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import django

JUDGES, FILES, CALLS = 4, 8, 5

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
    """Make the tables and the files under review; the ids of the certifiers and of the files."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import certification as made  # noqa: PLC0415 - see above

    scheme = made.scheme(certifiers=JUDGES)
    files = [str(made.file_under_review(scheme).pk) for _ in range(FILES)]
    return [judge.pk for judge in scheme.certifiers.all()], files


def judge(certifier, files):
    """Grant each file at the same moment as the others, or agree with who was first; for each, what came of it."""
    from certification.actions import decisions  # noqa: PLC0415 - see above
    from certification.models import Candidacy  # noqa: PLC0415 - see above
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    person, said = Person.objects.get(pk=certifier), []
    for pk in files:
        file = Candidacy.objects.get(pk=pk)
        decisions.declare(file, "none", by=person)
        barrier.wait(timeout=60)
        try:
            said.append(_decide_or_second(file, person))
        except RuleError as refusal:
            said.append(refusal.code)
    return said


def _decide_or_second(file, person):
    from certification.actions import decisions  # noqa: PLC0415 - see above

    try:
        decisions.decide(file, "grant", by=person)
    except decisions.AlreadyDecided:
        decisions.second(file.decisions.get(), by=person)
        return "seconded"
    return "decided"


def issue(files):
    """Do the promised work for each file five times at the same moment as the others: twenty calls at once."""
    for pk in files:
        barrier.wait(timeout=60)
        with ThreadPoolExecutor(CALLS) as threads:
            list(threads.map(_issue, [pk] * CALLS))


def _issue(pk):
    from django.db import connection  # noqa: PLC0415 - see above

    from certification import tasks  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    try:
        tasks.issue(Job.objects.get(subject=f"candidacy:{pk}"), pk)
    finally:
        connection.close()


def look():
    """What the database holds in the end, as plain values."""
    from certification.models import Candidacy, CertificateDocument, Credential  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    return {
        "decisions": [file.decisions.count() for file in Candidacy.objects.all()],
        "statuses": {file.status for file in Candidacy.objects.all()},
        "promised": sorted(
            Job.objects.filter(name="certification.issue").values_list("subject", flat=True)
        ),
        "numbers": sorted(int(c.serial.split("-")[3]) for c in Credential.objects.all()),
        "documents": CertificateDocument.objects.count(),
    }
