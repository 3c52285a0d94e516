"""Editions, cohorts half way through, and one that has finished."""

from datetime import timedelta

from django.utils import timezone

from content.actions.releases import release
from content.models import LessonPage
from courses.actions import learning, quizzes
from courses.actions.cohorts import enrol, open_cohort
from courses.choices import ActivityKind
from courses.models import Edition, Programme
from courses.scoring import right_answer
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Person

from . import work
from .people import person

# name, course, country, trainers, cooperatives, days since it opened, share of the course done
COHORTS = [
    ("Argane, automne", "BC-1.1", "MA", ["trainer"], ["TAMGHART", "AFRAH"], 40, 0.5),
    ("Safran et tapis", "BC-2.2", "MA", ["trainer", "trainer2"], ["ZAAFRAN", "ANZAL"], 30, 0.4),
    ("GET Ahead Rif", "GA", "MA", ["trainer3"], ["CHEFCHA", "WARDA", "NOUR4"], 60, 0.5),
    ("Premiers pas", "BC-1.1", "MA", ["trainer2"], ["TISSLIT", "RIFLAIT", "KHIDMA"], 200, 1.0),
    ("Petite Côte", "BC-1.1", "SN", ["trainer"], ["TERANGA"], 20, 0.3),
]
AGAIN = "BC-2.2"
"""The course that has a second edition."""
REVISED = {"fr": "revu", "ar": "منقّح"}
"""What the second edition says of its changed lesson; the English page stays behind, as translations do."""
LAGGARDS = 4
"""Every so many-th learner has not begun, so that the trainer's desk has somebody to call."""


def release_all(pages):
    """The first edition of each course, by a trainer of its programme."""
    for page in pages:
        programme = Programme.objects.get(key=page.programme_page.translation_key)
        release(page, number=1, by=programme.trainers.order_by("pk").first())


def release_again(pages):
    """A second edition of one course, for its cohorts to compare and to move to: one lesson is longer."""
    page = next((page for page in pages if page.code == AGAIN), None)
    if page is None:
        return
    first = page.get_descendants().type(LessonPage).order_by("path").first()
    for lesson in LessonPage.objects.filter(translation_key=first.translation_key):
        if revised := REVISED.get(lesson.locale.language_code):
            _revise(lesson, revised)
    programme = Programme.objects.get(key=page.programme_page.translation_key)
    release(page, number=2, by=programme.trainers.order_by("pk").first())


def _revise(lesson, revised):
    """It says in its title that it was gone over, and takes longer."""
    lesson.title, lesson.minutes = f"{lesson.title} ({revised})", lesson.minutes + 10
    by = {"user": lesson.owner}
    lesson.save_revision(**by).publish(**by, skip_permission_checks=True)


def load():
    for cohort in COHORTS:
        _cohort(*cohort)


def _cohort(name, course, country, trainers, cooperatives, days, share):
    today = timezone.localdate()
    edition = Edition.objects.latest_of_each_course().filter(course_code=course).first()
    if edition is None:
        return
    cohort = open_cohort(
        edition,
        name=name,
        country=country,
        trainers=[person(username) for username in trainers],
        opens_on=today - timedelta(days=days),
        closes_on=today + timedelta(days=120),
        by=SYSTEM,
    )
    members = Person.objects.filter(memberships__cooperative__code__in=cooperatives)
    for place, learner in enumerate(members.order_by("pk")):
        enrolment = enrol(learner, cohort, by=SYSTEM)
        if share == 1 or place % LAGGARDS != LAGGARDS - 1:
            _learn(enrolment, edition, share, place, days)


def _learn(enrolment, edition, share, place, days):
    """Do the first part of the course, an activity every other day; each learner a little further or less far."""
    activities = list(edition.activities.order_by("position"))
    until = len(activities) if share == 1 else int(len(activities) * share) - place % 3
    start = timezone.now() - timedelta(days=days)
    for number, activity in enumerate(activities[: max(1, until)]):
        at = min(start + timedelta(days=2 * number, hours=place), timezone.now())
        if activity.kind == ActivityKind.LESSON:
            learning.finish_lesson(enrolment, activity.key, at=at, by=enrolment.learner)
        elif activity.kind == ActivityKind.ASSIGNMENT:
            if "text" in activity.accepts:
                work.hand_in(enrolment, activity, place, at=at)
        elif activity.kind == ActivityKind.QUIZ and activity.required:
            for hours, answers in enumerate(_tries(activity, place)):
                quizzes.hand_in(
                    enrolment,
                    activity.key,
                    answers,
                    language=edition.source_language,
                    attempt_id=new_id(),
                    at=min(at + timedelta(hours=hours), timezone.now()),
                    by=enrolment.learner,
                )


def _tries(activity, place):
    """Every second learner gets only half of a quiz right before she gets all of it."""
    right = {question: right_answer(key) for question, key in activity.answer_key.items()}
    half = dict(list(right.items())[: len(right) // 2])
    return [half, right] if place % 2 else [right]
