from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy, scoring
from courses.choices import ActivityKind, Basis
from courses.models import CheckAnswer, Completion, EditionActivity, Enrolment
from courses.reports.paths import lock_on
from courses.signals import course_completed
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require


class NotInThisCourse(RuleError):
    code = "not_in_this_course"


class WrongKindOfActivity(RuleError):
    code = "wrong_kind_of_activity"


class CourseNotOpen(RuleError):
    code = "course_not_open"

    def __init__(self, cohort):
        if timezone.localdate() < cohort.opens_on:
            sentence, day = _("This course opens on %(day)s."), cohort.opens_on
        else:
            sentence = _("This course closed on %(day)s. You can still read it.")
            day = cohort.closes_on
        super().__init__(sentence, day=date_format(day, "DATE_FORMAT"))


class ActivityLocked(RuleError):
    code = "activity_locked"

    def __init__(self, activity, lock):
        sentence = _("“%(activity)s” is not open yet. %(reason)s")
        super().__init__(sentence, activity=activity, reason=lock)


class AnswerDoesNotFit(RuleError):
    """Answers to other questions, or options that their question does not have: nobody was ever shown them."""

    code = "answer_does_not_fit"

    def __init__(self, activity):
        super().__init__(
            _("An answer does not belong to a question of %(activity)s. Open the page again."),
            activity=activity,
        )


@transaction.atomic
def finish_lesson(enrolment, activity_key, *, at, by):
    """Record that a lesson was worked through. Finishing again returns the first completion, unchanged."""
    enrolment, lesson = take_up(enrolment, activity_key, ActivityKind.LESSON, at=at, by=by)
    if done := enrolment.completions.filter(activity_key=lesson.key).first():
        return done
    if not enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(enrolment.cohort)
    return complete(enrolment, lesson, at=at, by=by)


@transaction.atomic
def answer_check(enrolment, activity_key, question_id, answer, *, at, by):
    """Keep the answer to a quick check. The latest by the device's time stays, in whatever order they come in."""
    enrolment, lesson = take_up(enrolment, activity_key, ActivityKind.LESSON, at=at, by=by)
    asked = {"activity_key": lesson.key, "question_id": question_id}
    known = enrolment.check_answers.filter(**asked).first()
    if known and known.answered_at >= at:
        return known
    if not enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(enrolment.cohort)
    if not lesson.can_be_answered_with({str(question_id): answer}):
        raise AnswerDoesNotFit(lesson)
    # What only a person can judge is never right or wrong in a quick check: it is there to think about.
    right = bool(scoring.is_right(lesson.answer_key[str(question_id)], answer))
    kept, _created = CheckAnswer.objects.update_or_create(
        enrolment=enrolment,
        **asked,
        defaults={"answer": answer, "right": right, "answered_at": at},
    )
    return kept


@transaction.atomic
def complete(enrolment, activity, *, at, by, basis=Basis.SELF_STUDY, given_by=None, reason=""):
    """Mark an activity done, once for all. The last required one completes the course and announces it, once.

    Who has it already keeps hers, whatever the ``basis``. The caller holds the lock on the enrolment.
    """
    require(policy.can_learn, by, enrolment)
    given = {"basis": basis, "given_by": given_by, "reason": reason, "done_at": at}
    done, _created = Completion.objects.get_or_create(
        enrolment=enrolment, activity_key=activity.key, defaults=given
    )
    complete_course(enrolment, by=by)
    return done


@transaction.atomic
def complete_course(enrolment, *, by):
    """Complete the course of who has done all that it asks for, and announce it, once. Completed stays completed.

    Also after a move to an edition that asks for less. The caller holds the lock on the enrolment.
    """
    require(policy.can_learn, by, enrolment)
    if enrolment.status != Enrolment.Status.ACTIVE or _still_to_do(enrolment).exists():
        return
    if completed_at := enrolment.completions.aggregate(last=Max("done_at"))["last"]:
        move(enrolment, Enrolment.Status.COMPLETED, completed_at=completed_at)
        course_completed.send(Enrolment, enrolment=enrolment)


def take_up(enrolment, activity_key, kind, *, at=None, by):
    """What every record starts with: may she, lock, is that activity in her course, of that kind, and open to her.

    ``at`` is when the device says it was done; left out, now. What is done already is never closed.
    """
    require(policy.can_learn, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    activity = EditionActivity.objects.filter(
        edition=enrolment.cohort.edition_id, key=activity_key
    ).first()
    if activity is None:
        raise NotInThisCourse(_("This activity is not in this course."))
    if activity.kind != kind:
        raise WrongKindOfActivity(
            _("“%(activity)s” is something else: %(kind)s. Open it from the course."),
            activity=activity,
            kind=activity.get_kind_display(),
        )
    if lock := lock_on(enrolment, activity, at=at or timezone.now()):
        raise ActivityLocked(activity, lock)
    return enrolment, activity


def _still_to_do(enrolment):
    done = enrolment.completions.values("activity_key")
    return EditionActivity.objects.filter(
        edition=enrolment.cohort.edition_id, required=True
    ).exclude(key__in=done)
