"""Workers that are killed while they issue certificates, and workers that all issue for the same people.

Nothing of Django is imported before ``open_database`` has said where it lies.
"""

import hashlib
import os
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import django

PATIENCE = 30
"""Seconds for each certificate, after which nothing comes any more."""

LEASE = timedelta(seconds=0.5)
"""How long the work of a worker that was killed waits for another."""


def open_database(database, folder):
    """Runs first in the process: the settings of the suite, on a database and a folder that its workers share."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415 - see above

    settings.DATABASES["default"].update(database)
    settings.KEYS_DIR = folder / "keys"
    settings.STORAGES["private"] = {
        "BACKEND": "lms.core.storage.WholeFiles",
        "OPTIONS": {"location": folder / "private", "base_url": None},
    }
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - see above

    from lms.core import jobs  # noqa: PLC0415 - see above

    call_command("migrate", verbosity=0)
    jobs.LEASE = LEASE


def issue_while_killing(people, *, workers, kills):
    """Have certificates issued to so many people while one worker after another is killed; how many died."""
    from certification.models import CertificateDocument  # noqa: PLC0415 - see above

    granted(people)
    papers = CertificateDocument.objects.filter(status=CertificateDocument.Status.DONE)
    busy, died, ends = (
        [started(_work) for _ in range(workers)],
        0,
        time.monotonic() + PATIENCE * people,
    )
    while any(worker.is_alive() for worker in busy):
        if time.monotonic() > ends:
            raise TimeoutError(f"{papers.count()} of {people} papers are made")
        if died < kills and papers.count() >= (died + 1) * people // (kills + 2):
            victim = busy.pop(0)
            victim.kill()
            victim.join()
            died += victim.exitcode == -9
            busy.append(started(_work))
        # No multiple of what a certificate takes, so that each dies at another step.
        time.sleep(0.0137)
    return died


def issue_for_the_same(people, *, workers):
    """Have every worker issue for all of so many people, in the same order."""
    files = [str(file.pk) for file in granted(people)]
    busy = [started(_issue_each, files) for _ in range(workers)]
    for worker in busy:
        worker.join(PATIENCE * people)
    return [worker.exitcode for worker in busy]


def granted(people):
    from tests.factories import certification as made  # noqa: PLC0415 - see above

    scheme = made.scheme()
    return [made.granted_file(scheme) for _ in range(people)]


def started(work, *arguments):
    from django.db import connections  # noqa: PLC0415 - see above

    # On a connection that two processes share, one would read the answer to the other.
    connections.close_all()
    worker = get_context("fork").Process(target=work, args=arguments)
    worker.start()
    return worker


def _work():
    """Do what is promised until nothing is left."""
    from lms.core import jobs  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    while Job.objects.unfinished().exists():
        for pk in Job.objects.overdue().values_list("pk", flat=True)[:50]:
            jobs.run(pk)
        time.sleep(0.01)


def _issue_each(files):
    """What the promised work does, without asking whether another does it already."""
    from certification import tasks  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above

    for pk in files:
        tasks.issue(Job.objects.get(subject=f"candidacy:{pk}"), pk)


def look():
    """What is kept in the end, as plain values."""
    from django.core.files.storage import storages  # noqa: PLC0415 - see above

    from certification.models import Badge, CertificateDocument, Credential, CredentialEvent  # noqa: PLC0415 - see above
    from lms.core.models import Job  # noqa: PLC0415 - see above
    from lms.notices.models import Notice  # noqa: PLC0415 - see above

    papers = list(CertificateDocument.objects.all())
    folder = Path(storages["private"].location) / "certificates"
    files = {path.name for path in folder.glob("*.pdf")}
    taken = {}
    for serial, place in Credential.objects.values_list("serial", "status_index"):
        series, number, _check = serial.rsplit("-", 2)
        taken.setdefault(series, []).append(int(number))
        taken.setdefault("lists", []).append(place + 1)
    return {
        "gaps or doubles": [
            series
            for series, numbers in taken.items()
            if sorted(numbers) != list(range(1, len(numbers) + 1))
        ],
        "credentials": Credential.objects.count(),
        "issued": CredentialEvent.objects.filter(kind="issued").count(),
        "badges": Badge.objects.count(),
        "told": Notice.objects.filter(kind="certification.ready").count(),
        "whole papers": sum(_is_whole(paper) for paper in papers),
        "files without a row": sorted(files - {Path(paper.file.name).name for paper in papers}),
        "given up": Job.objects.filter(status=Job.Status.FAILED).count(),
    }


def _is_whole(paper):
    with paper.file.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == paper.sha256
