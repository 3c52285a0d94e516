"""Loads the demonstration once: its records in one transaction, then the certificates that were promised."""

from django.db import transaction

from courses.models import Programme
from lms.core import jobs
from lms.core.models import Job
from lms.people import pins

from . import (
    ahead,
    asking,
    coaching,
    cohorts,
    credentials,
    curriculum,
    days,
    diagnosing,
    files,
    people,
    planning,
    quizzes,
    studying,
    talk,
    work,
)
from .accounts import CARD_SECRET

TRAINERS = {
    "BOOTCOOP": ["trainer", "trainer2"],
    "GET-AHEAD": ["trainer2", "trainer3"],
}


def everything(say=print, only=None):
    """Load what is not there yet; ``only`` keeps to the courses with these codes. A second call changes nothing."""
    if Programme.objects.exists():
        say("The demonstration is already loaded; what you did is kept.")
        return
    with transaction.atomic():
        say("Loading people and cooperatives ...")
        people.load()
        say(
            "Writing and publishing two curricula in French, Arabic and English (about half a minute) ..."
        )
        pages = curriculum.load(people.person("trainer"), only)
        curriculum.appoint_trainers(
            {code: map(people.person, names) for code, names in TRAINERS.items()}
        )
        say("Releasing editions, opening cohorts, learning ...")
        cohorts.release_all(pages)
        cohorts.load()
        studying.load()
        quizzes.load()
        talk.load()
        work.load()
        cohorts.release_again(pages)
        for part in (days, coaching, asking, diagnosing, planning, ahead, files):
            part.load()
    say("Issuing certificates ...")
    _work_off()
    with transaction.atomic():
        credentials.tell_their_lives()
    _work_off()


def _work_off():
    """Do what was promised. E-mails of the demonstration go to the log of the worker, not between these lines."""
    for job in Job.objects.unfinished().exclude(name="notices.deliver"):
        jobs.run(job.pk)


def card_pin():
    """The PIN on the first member's card of the sample cooperative."""
    return pins.write(1, CARD_SECRET)
