"""What the worker processes of the tests of issuing at once do.

Nothing of Django is imported before ``judges.open_database`` has said where the database lies.
"""

from concurrent.futures import ThreadPoolExecutor

from . import judges

CALLS = 5
SCHEME = "CA-ZZ-26"


def number(times):
    """Take a number in a transaction of its own, many times, together with the others."""
    from django.db import transaction  # noqa: PLC0415 - see above

    from certification.models import SerialCounter  # noqa: PLC0415 - see above

    taken = []
    judges.barrier.wait(timeout=60)
    for _ in range(times):
        with transaction.atomic():
            taken.append(SerialCounter.objects.take(SCHEME))
    return taken


def prepare():
    """A file that two certifiers have granted; its id."""
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    from tests.factories import certification as made  # noqa: PLC0415 - see above

    return str(made.granted_file().pk)


def issue(pk):
    """Ask to issue the same file from several threads at the moment the other processes do; the numbers they got."""
    from django.db import connection  # noqa: PLC0415 - see above

    from certification.actions import credentials  # noqa: PLC0415 - see above
    from certification.models import Candidacy  # noqa: PLC0415 - see above
    from lms.core.policy import SYSTEM  # noqa: PLC0415 - see above

    def once(_number):
        try:
            return credentials.issue(Candidacy.objects.get(pk=pk), by=SYSTEM).serial
        finally:
            connection.close()

    judges.barrier.wait(timeout=60)
    with ThreadPoolExecutor(CALLS) as threads:
        return list(threads.map(once, range(CALLS)))


def look():
    """Numbers, places in the log and in the lists of statuses, in the end."""
    from certification.models import Credential, CredentialEvent, SerialCounter  # noqa: PLC0415 - see above

    return {
        "credentials": Credential.objects.count(),
        "events": list(CredentialEvent.objects.values_list("position", "kind")),
        "documents": Credential.objects.filter(paper__isnull=False).count(),
        "counters": sorted(SerialCounter.objects.values_list("last", flat=True)),
    }
