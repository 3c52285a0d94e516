from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import ActivityKind
from courses.models import Cohort, EditionActivity, LessonQuestion, LessonReply
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

MOST_IN_A_DAY = 30
"""How much one person may write in a cohort in a day: a class asks less, a machine more."""


class NoSuchLesson(RuleError):
    code = "no_such_lesson"


class TooManyWords(RuleError):
    code = "too_many_words"


class QuestionHidden(RuleError):
    code = "question_hidden"


@transaction.atomic
def ask(cohort, activity_key, text, *, question_id, at, by):
    """Ask something under a lesson, for the cohort to read and answer. The same question again returns the first."""
    require(policy.can_talk, by, cohort)
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if known := LessonQuestion.objects.filter(pk=question_id, author=by).first():
        return known
    lesson = EditionActivity.objects.filter(
        edition=cohort.edition_id, key=activity_key, kind=ActivityKind.LESSON
    ).first()
    if lesson is None:
        raise NoSuchLesson(_("This lesson is not in this course."))
    _refuse_a_flood(cohort, by)
    question = LessonQuestion.objects.create(
        pk=question_id, cohort=cohort, activity_key=lesson.key, author=by, text=text, written_at=at
    )
    notify(
        [person for person in cohort.trainers.all() if person != by],
        "courses.question_asked",
        subject=question.pk,
        params={"activity": lesson.titles, "name": str(by), "cohort": cohort.name},
        path=f"teach/{cohort.pk}/questions/",
        by=SYSTEM,
    )
    return question


@transaction.atomic
def reply(question, text, *, reply_id, at, by):
    """Answer a question, as a trainer or as one who learns too. The same answer again returns the first."""
    require(policy.can_talk, by, question.cohort)
    question = LessonQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if known := LessonReply.objects.filter(pk=reply_id, author=by).first():
        return known
    if question.hidden_at:
        raise QuestionHidden(_("This question is no longer shown."))
    _refuse_a_flood(question.cohort, by)
    made = LessonReply.objects.create(
        pk=reply_id, question=question, author=by, text=text, written_at=at
    )
    if question.author_id != by.pk:
        _tell_the_author(question, made)
    return made


@transaction.atomic
def hide(words, reason, *, by):
    """Take a question or an answer out of sight and keep it. Its author and the cohort's staff still see it."""
    require(policy.can_run, by, _cohort_of(words))
    words = type(words).objects.select_for_update(of=("self",)).get(pk=words.pk)
    if words.hidden_at:
        return words
    words.hidden_at, words.hidden_by, words.hidden_reason = timezone.now(), by, reason
    words.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    return words


@transaction.atomic
def approve(answer, *, by):
    """Say that this answers the question. Saying it twice is once."""
    require(policy.can_run, by, answer.question.cohort)
    answer = LessonReply.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.approved_at is None:
        answer.approved_at = timezone.now()
        answer.save(update_fields=["approved_at"])
    return answer


def _cohort_of(words):
    return words.cohort if isinstance(words, LessonQuestion) else words.question.cohort


def _refuse_a_flood(cohort, by):
    since = timezone.now() - timedelta(days=1)
    asked = LessonQuestion.objects.filter(cohort=cohort, author=by, written_at__gte=since).count()
    answered = LessonReply.objects.filter(
        question__cohort=cohort, author=by, written_at__gte=since
    ).count()
    if asked + answered >= MOST_IN_A_DAY:
        raise TooManyWords(_("You have written a lot today. Go on tomorrow."))


def _tell_the_author(question, made):
    lesson = EditionActivity.objects.filter(
        edition=question.cohort.edition_id, key=question.activity_key
    ).first()
    enrolment = question.cohort.enrolments.of(question.author).first()
    path = f"teach/{question.cohort_id}/questions/"
    if enrolment:
        path = f"learn/courses/{enrolment.pk}/lessons/{question.activity_key}/questions/"
    notify(
        [question.author],
        "courses.question_answered",
        subject=made.pk,
        params={"activity": lesson.titles if lesson else {}, "name": str(made.author)},
        path=path,
        by=SYSTEM,
    )
