"""Four certifiers on one database: what the worker processes of the test of decisions at once do.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import os

import django

JUDGES, FILES = 4, 8

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

    for app in ("people", "core", "courses", "mentoring", "certification"):
        call_command("migrate", app, verbosity=0)
    from tests.factories import certification as made  # noqa: PLC0415 - see above

    scheme = made.scheme(certifiers=JUDGES)
    files = [str(made.file_under_review(scheme).pk) for _ in range(FILES)]
    return [judge.pk for judge in scheme.certifiers.all()], files


def judge(certifier, files):
    """Approve each file at the same moment as the others; for each, whether it was kept or why not."""
    from certification.actions.decisions import decide  # noqa: PLC0415 - see above
    from certification.models import Candidacy  # noqa: PLC0415 - see above
    from lms.core.errors import RuleError  # noqa: PLC0415 - see above
    from lms.people.models import Person  # noqa: PLC0415 - see above

    person, said = Person.objects.get(pk=certifier), []
    for pk in files:
        file = Candidacy.objects.get(pk=pk)
        barrier.wait(timeout=30)
        try:
            said.append(decide(file, "approve", by=person).outcome)
        except RuleError as refusal:
            said.append(refusal.code)
    return said


def issue(files):
    """Do the promised work for each file at the same moment as the others."""
    from certification import tasks  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    for pk in files:
        promised = Job.objects.get(subject=f"candidacy:{pk}")
        barrier.wait(timeout=30)
        tasks.issue(promised, pk)


def look():
    """What the database holds in the end, as plain values."""
    from certification.models import Candidacy, CertificateDocument, Credential  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    return {
        "decisions": [file.decisions.count() for file in Candidacy.objects.all()],
        "statuses": {file.status for file in Candidacy.objects.all()},
        "promised": sorted(Job.objects.values_list("subject", flat=True)),
        "numbers": sorted(int(c.serial.split("-")[3]) for c in Credential.objects.all()),
        "documents": CertificateDocument.objects.count(),
    }
