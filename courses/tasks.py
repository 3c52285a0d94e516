"""Promised work about courses. Each can run twice without harm."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from lms.core.jobs import LEASE, job, promise
from lms.core.policy import SYSTEM

from .actions import corrections, quizzes, surveys
from .actions.reminders import remind
from .models import Attempt, Cohort, KeyCorrection

# Well within the lease: what is left comes with the next beat.
TIME_FOR_A_ROUND = LEASE - timedelta(minutes=2)
BATCH = 50


@job("courses.remind")
def remind_of_the_day(promised):
    remind(timezone.localdate(), by=SYSTEM)


@job("courses.open_surveys")
def open_surveys(promised):
    """Open the rounds of surveys that are due today, cohort by cohort, and invite whoever is new."""
    today = timezone.localdate()
    for cohort in Cohort.objects.with_surveys_about(today).iterator():
        surveys.open_rounds(cohort, today, by=SYSTEM)


@job("courses.close_attempts")
def close_attempts(promised):
    """Hand in the drafts of all attempts whose time is over."""
    end = timezone.now() + TIME_FOR_A_ROUND
    over = Attempt.objects.over(timezone.now(), timezone.localdate(), settings.QUIZ_GRACE)
    for attempt in over.select_related("activity", "enrolment__cohort").iterator():
        if timezone.now() > end:
            break
        quizzes.close(attempt, by=SYSTEM)


@job("courses.mark_again")
def mark_again(promised, correction_id, after=None):
    """Mark all answers to a corrected question again, attempt by attempt, from the one ``after`` which it goes on.

    Cut short it begins again; what has the right marks already is passed over.
    """
    end = timezone.now() + TIME_FOR_A_ROUND
    correction = KeyCorrection.objects.select_related("activity__edition__programme").get(
        pk=correction_id
    )
    corrections.check_again(correction, by=SYSTEM)
    left = Attempt.objects.handed_in().filter(activity=correction.activity).order_by("pk")
    total, done = left.count(), left.filter(pk__lte=after).count() if after else 0
    while batch := list(left.filter(pk__gt=after)[:BATCH] if after else left[:BATCH]):
        for attempt in batch:
            corrections.mark_again(attempt, correction, by=SYSTEM)
        after = batch[-1].pk
        done += len(batch)
        promised.report(done, max(done, total))
        if timezone.now() > end:
            promise_the_rest(correction, after)
            return


def promise_the_rest(correction, after):
    # Under another subject, because the work that promises it is not finished yet.
    subject = f"{correction.subject}:{after}"
    promise("courses.mark_again", subject=subject, correction_id=correction.pk, after=str(after))
