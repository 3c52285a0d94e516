import contextlib
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from freezegun import freeze_time

from lms.core import jobs, tasks
from lms.core.models import Job


@pytest.fixture
def done(monkeypatch):
    """Handlers that write down what they did; ``fails`` raises each time."""
    calls = []

    def fails(promised):
        raise ValueError("a person's words")

    monkeypatch.setitem(jobs.HANDLERS, "test.note", lambda promised, word: calls.append(word))
    monkeypatch.setitem(jobs.HANDLERS, "test.fails", fails)
    return calls


@pytest.fixture
def woken(monkeypatch):
    """Ids that were handed to the queue."""
    ids = []
    monkeypatch.setattr(tasks.run_job, "delay", ids.append)
    return ids


@pytest.mark.django_db
def test_a_worker_is_woken_after_the_transaction_only(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        job = jobs.promise("test.note", word="x")

    assert woken == []
    for wake in waiting:
        wake()
    assert woken == [job.pk]


@pytest.mark.django_db
def test_work_promised_in_a_transaction_that_fails_is_not_promised(
    woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        jobs.promise("test.note", word="x")
        transaction.set_rollback(True)

    assert not Job.objects.exists()
    assert woken == []


@pytest.mark.django_db
def test_work_promised_while_the_queue_is_away_waits_for_the_sweep(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def away(job_id):
        raise tasks.run_job.OperationalError

    monkeypatch.setattr(tasks.run_job, "delay", away)

    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.promise("test.note", word="x")

    assert list(Job.objects.overdue()) == [job]
    assert "waits for the sweep" in caplog.text


@pytest.mark.django_db
def test_work_runs_once_however_often_it_is_sent(done, woken):
    job = jobs.promise("test.note", word="x")

    jobs.run(job.pk)
    jobs.run(job.pk)

    assert done == ["x"]
    assert Job.objects.get().status == "done"


@pytest.mark.django_db
def test_unfinished_work_on_one_subject_is_promised_once(woken):
    first = jobs.promise("test.note", subject="file:1", word="x")

    assert jobs.promise("test.note", subject="file:1", word="x") == first
    assert jobs.promise("test.note", subject="file:2", word="x") != first


@pytest.mark.django_db
def test_finished_work_can_be_promised_again(done, woken):
    jobs.run(jobs.promise("test.note", subject="file:1", word="x").pk)
    jobs.run(jobs.promise("test.note", subject="file:1", word="y").pk)

    assert done == ["x", "y"]


@pytest.mark.django_db
def test_failing_work_is_tried_five_times_then_given_up_without_repeating_what_it_read(done, woken):
    job = jobs.promise("test.fails")

    for attempt in range(7):
        later = timezone.now() + timedelta(hours=attempt)
        with freeze_time(later), contextlib.suppress(ValueError):
            jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempts) == ("failed", Job.MAX_ATTEMPTS)
    assert job.error == "ValueError"


@pytest.mark.django_db
def test_the_sweep_sends_lost_and_abandoned_work_again(woken):
    lost = jobs.promise("test.note", word="lost")
    abandoned = jobs.promise("test.note", word="abandoned")
    Job.objects.filter(pk=abandoned.pk).update(status="running", attempts=1)
    finished = jobs.promise("test.note", word="finished")
    Job.objects.filter(pk=finished.pk).update(status="done")
    later = jobs.promise("test.note", word="later")
    Job.objects.filter(pk=later.pk).update(run_after=timezone.now() + timedelta(minutes=1))

    tasks.sweep()

    assert sorted(woken) == [lost.pk, abandoned.pk]


@pytest.mark.django_db
def test_a_worker_that_comes_back_late_does_not_end_the_work_of_another(done, woken):
    job = jobs.promise("test.note", word="x")
    taken = jobs._take(job.pk)
    Job.objects.filter(pk=job.pk).update(attempts=2)

    jobs._finish(taken)

    assert Job.objects.get().status == "running"


@pytest.mark.django_db
def test_progress_is_what_the_work_said(woken):
    job = jobs.promise("test.note", word="x")

    job.report(120, 500)

    job.refresh_from_db()
    assert job.percent == 24


def test_the_web_process_sends_work_to_the_configured_queue(settings):
    assert tasks.run_job.app.conf.broker_url == settings.CELERY_BROKER_URL


@pytest.mark.django_db
def test_what_was_done_long_ago_is_cleared_and_nothing_else(done, woken):
    long_ago, lately = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=29)
    with freeze_time(long_ago):
        jobs.run(jobs.promise("test.note", subject="cleared", word="x").pk)
        jobs.promise("test.note", subject="waiting", word="x")
        Job.objects.create(name="test.fails", subject="given up", status=Job.Status.FAILED)
    with freeze_time(lately):
        jobs.run(jobs.promise("test.note", subject="lately", word="x").pk)

    tasks.clear_done_work()

    kept = Job.objects.order_by("subject").values_list("subject", flat=True)
    assert list(kept) == ["given up", "lately", "waiting"]


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values(), ids=str)
def test_what_returns_by_the_clock_is_a_task_or_a_job_that_exists(entry):
    assert entry["task"] in current_app.tasks
    if entry["task"] == tasks.promise.name:
        assert set(entry["args"]) <= jobs.HANDLERS.keys()
