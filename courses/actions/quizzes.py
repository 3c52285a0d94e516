import random

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import draws, policy, scoring, timing
from courses.choices import ActivityKind, QuestionKind
from courses.models import Attempt, EditionActivity, Enrolment, Mark, Response
from courses.reports.attempts import Tries, due_day, is_in_time, last_moment
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require

from .learning import AnswerDoesNotFit, CourseNotOpen, take_up
from .marking import settle
from .uploads import own_files

CHANCE = random.SystemRandom()


class NoTriesLeft(RuleError):
    code = "no_tries_left"


class AlreadyPassed(RuleError):
    code = "already_passed"


class PastDue(RuleError):
    code = "past_due"

    def __init__(self, quiz, day):
        super().__init__(
            _("%(quiz)s was to be handed in by %(day)s. Speak with your trainer."),
            quiz=quiz,
            day=date_format(day, "DATE_FORMAT"),
        )


class NotStarted(RuleError):
    code = "not_started"


class NotThisAttempt(RuleError):
    code = "not_this_attempt"

    def __init__(self):
        super().__init__(_("These answers belong to another quiz. Open the page again."))


class AlreadyHandedIn(RuleError):
    code = "already_handed_in"

    def __init__(self, attempt):
        super().__init__(
            _("This try was already handed in, with other answers: look at its result."),
            attempt=attempt,
        )


class TimeIsOver(RuleError):
    code = "time_is_over"


@transaction.atomic
def start(enrolment, activity_key, *, language, attempt_id, at, by):
    """Draw the questions of a try and let its time run. While one is under way, starting again returns that one."""
    require(policy.can_learn, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if known := _known(enrolment, activity_key, attempt_id):
        return known
    under_way = _under_way(enrolment, activity_key)
    if under_way and close(under_way, by=by).is_open:
        return under_way
    enrolment, quiz = take_up(enrolment, activity_key, ActivityKind.QUIZ, at=at, by=by)
    tries = Tries.of(enrolment, quiz)
    _refuse_another_try(enrolment, tries, at)
    questions = draws.drawn(list(quiz.answer_key), quiz.rules.get("draws", ()), CHANCE)
    return _begin(enrolment, tries, questions, id=attempt_id, language=language, started_at=at)


@transaction.atomic
def keep_draft(attempt, answers, *, at, by):
    """Keep answers as one goes. For each question the latest by the device's time stays, in whatever order they come."""
    attempt = _locked(attempt, by)
    if not attempt.is_open:
        # What was typed before it was handed in has nothing to add; what was typed afterwards is told so.
        if attempt.handed_in_at >= at:
            return attempt
        raise AlreadyHandedIn(attempt)
    _refuse_late(attempt, at)
    _refuse_unfit(attempt, answers, by)
    attempt.draft = timing.merged(attempt.draft, answers, at)
    attempt.save(update_fields=["draft"])
    return attempt


@transaction.atomic
def hand_in(enrolment, activity_key, answers, *, language, attempt_id, number=None, at, by):
    """Mark the answers to a quiz with the key of the edition its attempt was taken from.

    Handing in the same answers again returns the attempt as it is; other answers to a try that was handed in are
    refused. A quiz that needs no start is started and handed in at once; ``number`` is then the try that the page
    showed. Answers that were given in time and arrive after the clock handed in a draft take its place, as long as
    nobody has looked at the result.
    """
    require(policy.can_learn, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    attempt = _known(enrolment, activity_key, attempt_id) or _under_way(enrolment, activity_key)
    if attempt is None:
        attempt = _start_at_once(
            enrolment, activity_key, number, id=attempt_id, language=language, started_at=at, by=by
        )
    attempt.enrolment = enrolment
    if not attempt.is_open and _says_the_same(attempt, answers):
        return attempt
    if not attempt.is_open and not _takes_late_answers(attempt):
        raise AlreadyHandedIn(attempt)
    _refuse_late(attempt, at)
    _refuse_unfit(attempt, answers, by)
    attempt.language, attempt.out_of_time = language, False
    return _mark(attempt, answers, at=at)


@transaction.atomic
def close(attempt, *, by):
    """Hand in what was kept as a draft when the time of an attempt is over. Before that, and again, it does nothing."""
    require(policy.takes_part, by, attempt.enrolment)
    attempt.enrolment = Enrolment.objects.locked(attempt.enrolment_id)
    attempt.refresh_from_db(fields=["status", "draft", "ends_at"])
    end = last_moment(attempt)
    if not attempt.is_open or timezone.now() <= end + settings.QUIZ_GRACE:
        return attempt
    attempt.out_of_time = True
    return _mark(attempt, attempt.answers_so_far, at=end)


@transaction.atomic
def look(attempt, *, by):
    """She sees the result: from now on no answers that were still on their way are taken. Looking again is nothing."""
    require(policy.can_learn, by, attempt.enrolment)
    Attempt.objects.filter(pk=attempt.pk, looked_at=None).exclude(
        status=Attempt.Status.OPEN
    ).update(looked_at=timezone.now())


def _known(enrolment, activity_key, attempt_id):
    """The attempt of that id, with its activity; refused where it is another quiz's or somebody else's."""
    known = Attempt.objects.select_related("activity").filter(pk=attempt_id).first()
    if known and (known.enrolment_id != enrolment.pk or known.activity.key != activity_key):
        raise NotThisAttempt()
    return known


def _under_way(enrolment, activity_key):
    mine = enrolment.attempts.of_activity(activity_key).filter(status=Attempt.Status.OPEN)
    return mine.select_related("activity", "enrolment__cohort").first()


def _locked(attempt, by):
    """The attempt as it stands now: all records of one learner in one course take turns at her enrolment."""
    require(policy.can_learn, by, attempt.enrolment)
    enrolment = Enrolment.objects.locked(attempt.enrolment_id)
    attempt = Attempt.objects.select_related("activity").get(pk=attempt.pk)
    attempt.enrolment = enrolment
    return attempt


def _refuse_another_try(enrolment, tries, at):
    if not enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(enrolment.cohort)
    day = timezone.localdate(at)
    if tries.is_due(day):
        raise PastDue(tries.quiz, tries.due_on)
    if tries.passed and tries.shows_answers(timezone.localdate()):
        raise AlreadyPassed(_("You have already passed %(quiz)s."), quiz=tries.quiz)
    if tries.left == 0:
        raise NoTriesLeft(
            _("No tries are left for %(quiz)s. Speak with your trainer."), quiz=tries.quiz
        )


def _refuse_late(attempt, at):
    """After the cohort, the due day or the time limit, by the device's clock where it was without a network."""
    if not attempt.enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(attempt.enrolment.cohort)
    due_on = due_day(attempt)
    if due_on and due_on < timezone.localdate(at):
        raise PastDue(attempt.activity, due_on)
    if not is_in_time(attempt, at, timezone.now()):
        raise TimeIsOver(
            _("The time for %(quiz)s was over. What you had answered until then is handed in."),
            quiz=attempt.activity,
        )


def _refuse_unfit(attempt, answers, by):
    """Answers to other questions, and files that are not her own: whoever marks would be shown them as hers."""
    if not attempt.asks(answers):
        raise AnswerDoesNotFit(attempt.activity)
    kinds = {question: key["kind"] for question, key in attempt.key().items()}
    uploads = [
        upload
        for question, answer in answers.items()
        if kinds[question] == QuestionKind.UPLOAD
        for upload in answer or []
    ]
    own_files(attempt.enrolment, uploads, by=by)


def _start_at_once(enrolment, activity_key, number, *, by, **values):
    """A try at a quiz that needs no start, as simple quizzes and old pages hand it in."""
    at = values["started_at"]
    enrolment, quiz = take_up(enrolment, activity_key, ActivityKind.QUIZ, at=at, by=by)
    tries = Tries.of(enrolment, quiz)
    if number and number < tries.number:
        raise AlreadyHandedIn(tries.attempts[number - 1])
    _refuse_another_try(enrolment, tries, at)
    if quiz.is_started:
        raise NotStarted(_("Open %(quiz)s and start it first."), quiz=quiz)
    return _begin(enrolment, tries, list(quiz.answer_key), **values)


def _begin(enrolment, tries, questions, **values):
    quiz = tries.quiz
    attempt = Attempt(
        enrolment=enrolment,
        activity=quiz,
        number=tries.number,
        questions=questions,
        extra_minutes=tries.extra_minutes,
        **values,
    )
    attempt.ends_at = timezone.now() + attempt.time_limit if attempt.time_limit else None
    _score, attempt.max_score, _marks = scoring.score(attempt.key(), {})
    attempt.save(force_insert=True)
    return attempt


def _says_the_same(attempt, answers):
    kept = attempt.responses.values_list("question_id", "answer")
    return {str(question): answer for question, answer in kept if answer} == {
        question: answer for question, answer in answers.items() if answer
    }


def _takes_late_answers(attempt):
    """Whether the clock handed it in, and neither she nor a person who marks has looked at it since."""
    seen = attempt.looked_at or Mark.objects.filter(response__attempt=attempt).exists()
    return attempt.out_of_time and not seen


def _mark(attempt, answers, *, at):
    """Keep the answers with their marks, and let everything follow."""
    # A key that is being corrected is corrected before or after this, never meanwhile.
    quiz = EditionActivity.objects.select_for_update(of=("self",), no_key=True).get(
        pk=attempt.activity_id
    )
    attempt.activity.answer_key = quiz.answer_key
    key = attempt.key()
    _score, _maximum, marks = scoring.score(key, answers)
    attempt.responses.all().delete()
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            question_id=question,
            answer=answers.get(question, []),
            marks=marks[question],
            out_of=key[question]["marks"],
        )
        for question in attempt.questions
    )
    attempt.handed_in_at = at
    attempt.draft = {}
    attempt.save(update_fields=["language", "out_of_time", "draft"])
    return settle(attempt, by=SYSTEM)
