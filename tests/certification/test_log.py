"""The public log: whatever is changed behind its back is found."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from freezegun import freeze_time

from certification import auditing, chain, guards
from certification.actions import log
from certification.models import (
    CertificateDocument,
    Credential,
    CredentialEvent,
    LogCheckpoint,
    LoggedFile,
)
from certification.tasks import close_log
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from tests.factories.certification import credential, replaced, revoked, scheme

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 5)


@pytest.fixture
def keys(settings, tmp_path):
    """Specimen keys of this test."""
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def closed(keys):
    """A day with a certificate, a withdrawal and a replacement; closed in the night after it."""
    with freeze_time(f"{DAY} 12:00"):
        made = scheme()
        revoked(credential(made))
        replaced(credential(made))
    with freeze_time(f"{DAY + dt.timedelta(days=1)} 02:00"):
        close_log(None)
    return LogCheckpoint.objects.get()


def without_guards(statement, params=()):
    """Change the tables as somebody with the password of the database can."""
    guards.remove("default")
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_all_is_well(closed):
    assert list(auditing.faults()) == []
    assert (closed.first, closed.last) == (1, 5)
    assert CredentialEvent.objects.count() == 5
    call_command("check_log")


def test_events_follow_each_other_without_a_gap(closed):
    events = list(CredentialEvent.objects.order_by("position"))

    assert [event.position for event in events] == [1, 2, 3, 4, 5]
    assert [event.prev_hash for event in events[1:]] == [event.hash for event in events[:-1]]
    assert [event.kind for event in events] == [
        *("issued", "revoked", "issued", "replaced", "issued")
    ]


@pytest.mark.parametrize("deed", ["save", "delete"])
def test_an_event_is_not_changed_through_the_model(closed, deed):
    for row in (CredentialEvent.objects.first(), closed, Credential.objects.first()):
        with pytest.raises(TypeError):
            getattr(row, deed)()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(reason_code="error"),
        lambda rows: rows.delete(),
        lambda rows: rows._raw_delete(rows.db),
    ],
)
def test_the_database_itself_refuses_to_change_an_event(closed, change):
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        change(CredentialEvent.objects.filter(position=2))
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        LogCheckpoint.objects.update(root="0" * 64)

    assert list(auditing.faults()) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE certification_credentialevent SET reason_code = 'error' WHERE position = 2",
            "revoked) was changed",
        ),
        (
            "UPDATE certification_credentialevent SET at = '2026-06-04 12:00:00' WHERE position = 2",
            "revoked) was changed",
        ),
        (
            "UPDATE certification_credentialevent SET note = 'x' WHERE position = 4",
            "replaced) was changed",
        ),
        ("DELETE FROM certification_credentialevent WHERE position = 2", "Event 2 is missing"),
        ("DELETE FROM certification_credentialevent WHERE position = 5", "The log ends at event 4"),
        (
            "UPDATE certification_credential SET payload = '{}' WHERE replaces_id IS NOT NULL",
            "was changed",
        ),
        ("UPDATE certification_logcheckpoint SET day = '2026-06-04'", "signature"),
        ("UPDATE certification_logcheckpoint SET key_id = 'another'", "signature"),
    ],
)
def test_whatever_is_changed_behind_the_log_is_found(closed, statement, found):
    without_guards(statement)

    faults = list(auditing.faults())

    assert any(found in fault for fault in faults), faults
    with pytest.raises(CommandError):
        call_command("check_log")


def test_a_log_rewritten_to_its_end_is_given_away_by_the_closed_day(closed):
    without_guards(
        "UPDATE certification_credentialevent SET note = 'Rewritten.' WHERE position = 5"
    )
    changed = CredentialEvent.objects.select_related("credential").get(position=5)
    with connection.cursor() as cursor:
        fresh = chain.hash_of(changed.facts())
        cursor.execute(
            "UPDATE certification_credentialevent SET hash = %s WHERE position = 5", [fresh]
        )
        cursor.execute("UPDATE certification_loghead SET hash = %s", [fresh])

    assert list(auditing.faults()) == [f"The events of {DAY} are not those that were closed."]


def test_a_day_is_closed_once_and_an_empty_one_not_at_all(closed):
    with freeze_time(f"{DAY + dt.timedelta(days=1)} 05:00"):
        close_log(None)
    with freeze_time(f"{DAY + dt.timedelta(days=2)} 02:00"):
        close_log(None)

    assert LogCheckpoint.objects.count() == 1


def test_what_came_after_midnight_waits_for_its_own_night(closed):
    with freeze_time(f"{DAY + dt.timedelta(days=1)} 01:00"):
        credential(scheme())
    with freeze_time(f"{DAY + dt.timedelta(days=2)} 02:00"):
        close_log(None)

    later = LogCheckpoint.objects.get(day=DAY + dt.timedelta(days=1))
    assert (later.first, later.last, later.before) == (6, 6, closed.root)
    assert list(auditing.faults()) == []


def test_each_file_that_was_given_out_is_in_one_closed_day(closed):
    with freeze_time(f"{DAY + dt.timedelta(days=1)} 12:00"):
        later = credential(scheme())
    with freeze_time(f"{DAY + dt.timedelta(days=2)} 02:00"):
        close_log(None)

    second = LogCheckpoint.objects.get(day=DAY + dt.timedelta(days=1))
    assert closed.files.count() == 3
    assert [file.sha256 for file in second.files.all()] == [later.document.sha256]
    assert list(auditing.faults()) == []


@pytest.mark.parametrize(
    "change",
    [lambda rows: rows.update(sha256="0" * 64), lambda rows: rows._raw_delete(rows.db)],
    ids=["changed", "deleted"],
)
def test_files_of_the_log_are_kept_and_a_change_behind_it_is_found(closed, change):
    one = LoggedFile.objects.filter(pk=LoggedFile.objects.first().pk)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        change(one)

    guards.remove("default")
    change(one)

    assert list(auditing.faults()) == [f"The files of {DAY} are not those that were closed."]


@pytest.mark.parametrize("field", ["files_root", "signed_at"])
def test_the_files_and_the_moment_are_signed_for(closed, field):
    value = "0" * 64 if field == "files_root" else closed.signed_at - dt.timedelta(days=1)
    guards.remove("default")
    LogCheckpoint.objects.update(**{field: value})

    assert f"The signature of {DAY} does not fit." in list(auditing.faults())


def test_those_who_keep_watch_get_each_day_by_e_mail(keys, settings):
    settings.LOG_WITNESSES = ["archive@example.org", "office@example.org"]
    with freeze_time(f"{DAY} 12:00"):
        credential(scheme())
    with freeze_time(f"{DAY + dt.timedelta(days=1)} 02:00"):
        close_log(None)
        for job in Job.objects.filter(name="certification.tell_witnesses"):
            jobs.run(job.pk)

    closed = LogCheckpoint.objects.get()
    [message] = [m for m in mail.outbox if "certificate log" in m.subject]
    assert message.bcc == settings.LOG_WITNESSES
    assert closed.root in message.body
    assert closed.signature in message.body
    assert "Amina" not in message.body


def test_everybody_reads_the_closed_days_and_finds_hashes_only(closed, client):
    listed = client.get(reverse("verify:log")).content.decode()
    response = client.get(reverse("verify:log_day", args=[DAY.isoformat()]))
    text = b"".join(response.streaming_content).decode()

    assert closed.root in listed
    assert text.startswith(closed.statement)
    hashes = CredentialEvent.objects.order_by("position").values_list("position", "hash")
    files = CertificateDocument.objects.order_by("sha256").values_list("sha256", flat=True)
    assert text.splitlines()[-8:] == [
        *(f"{position} {leaf}" for position, leaf in hashes),
        *(f"file {sha256}" for sha256 in files),
    ]
    for private in ("Amina", "أمينة", Credential.objects.first().serial, "fraud"):
        assert private not in listed + text
    for unknown in ("2026-06-04", "nonsense", "2026-99-99"):
        assert client.get(reverse("verify:log_day", args=[unknown])).status_code == 404


def test_only_the_clock_closes_a_day(closed):
    with pytest.raises(PermissionDenied):
        log.close(DAY, None, by=Credential.objects.first().person)
    assert log.close(DAY, None, by=SYSTEM) == closed
