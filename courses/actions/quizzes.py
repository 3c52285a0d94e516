from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses import scoring
from courses.choices import ActivityKind
from courses.models import Attempt, Response
from lms.core.errors import RuleError

from .learning import AnswerDoesNotFit, CourseNotOpen, complete, take_up


class NoTriesLeft(RuleError):
    code = "no_tries_left"


class AlreadyPassed(RuleError):
    code = "already_passed"


@transaction.atomic
def hand_in(enrolment, activity_key, answers, *, language, attempt_id, at, by):
    """Mark the answers to a quiz with the key of the edition. The same attempt again returns the first.

    A passed quiz is done; it is not taken again, because its right answers have been shown.
    """
    enrolment, quiz = take_up(enrolment, activity_key, ActivityKind.QUIZ, at=at, by=by)
    earlier = list(enrolment.attempts.filter(activity=quiz))
    if known := next((attempt for attempt in earlier if attempt.pk == attempt_id), None):
        return known
    if not enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(enrolment.cohort)
    if any(attempt.passed for attempt in earlier):
        raise AlreadyPassed(_("You have already passed %(quiz)s."), quiz=quiz)
    if quiz.tries and len(earlier) >= quiz.tries:
        raise NoTriesLeft(_("No tries are left for %(quiz)s. Speak with your trainer."), quiz=quiz)
    if not quiz.can_be_answered_with(answers):
        raise AnswerDoesNotFit(quiz)
    score, maximum, marks = scoring.score(quiz.answer_key, answers)
    attempt = Attempt.objects.create(
        id=attempt_id,
        enrolment=enrolment,
        activity=quiz,
        number=len(earlier) + 1,
        language=language,
        status=Attempt.Status.MARKED,
        questions=list(quiz.answer_key),
        started_at=at,
        score=score,
        max_score=maximum,
        passed=scoring.passes(score, maximum, quiz.pass_mark),
        handed_in_at=at,
    )
    _keep_responses(attempt, quiz.answer_key, answers, marks)
    if attempt.passed:
        complete(enrolment, quiz, at=at, by=by)
    return attempt


def _keep_responses(attempt, answer_key, answers, marks):
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            question_id=question,
            answer=answers.get(question, []),
            marks=marks[question],
            out_of=Decimal(key["marks"]),
        )
        for question, key in answer_key.items()
    )
